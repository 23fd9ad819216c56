import { interrupted } from "../processes/interruption.ts";
import { demoFirm, demoPassword, demoPeople } from "../stack/demo-people.ts";
import type { Stack } from "../stack/start-stack.ts";
import { SandboxDriver, type SandboxCompany } from "../driver/sandbox-driver.ts";
import { TieoutDriver } from "../driver/tieout-driver.ts";
import { connectAndSync } from "./connect-and-sync.ts";
import type { StepLines } from "./step-lines.ts";

const syncTimeoutMs = 3_600_000;

/** Connects the first company when none is, says how to sign in, and stays until somebody interrupts. */
export async function openDemo(stack: Stack, steps: StepLines, signal: AbortSignal): Promise<boolean> {
  const driver = new TieoutDriver(stack.appUrl);
  await driver.signIn(demoPeople.owner.email, demoPassword);
  const { total } = await driver.listCompanies();
  const offered = await new SandboxDriver(stack.sandboxUrl).listCompanies();
  if (total === 0 && offered[0]) {
    steps.begin(`Connecting ${offered[0].name}`);
    const { records } = await connectAndSync(driver, offered[0].realmId, syncTimeoutMs, (text) =>
      steps.update(text),
    );
    await stack.seed();
    steps.done(`${records.toLocaleString("en-US")} records imported`);
  }
  steps.done();
  console.log(invitation(stack, offered, steps.elapsed));
  await interrupted(signal);
  return true;
}

function invitation(stack: Stack, offered: readonly SandboxCompany[], elapsed: string): string {
  const people = Object.values(demoPeople).map(
    ({ email, name, role }) => `  ${email.padEnd(28)} ${name}, ${role}`,
  );
  return boxed([
    `Tieout is ready (${elapsed})`,
    "",
    `  ${stack.appUrl}`,
    "",
    `Sign in as one of ${demoFirm}; the password is ${demoPassword}`,
    ...people,
    "",
    "One QuickBooks company is connected. To connect another, choose Connections:",
    ...offered
      .slice(1, 4)
      .map(({ name, records }) => `  ${name} (${records.toLocaleString("en-US")} records)`),
    "",
    `QuickBooks itself (the sandbox): ${stack.sandboxUrl}`,
    "Ctrl-C stops everything.",
  ]);
}

function boxed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 2);
  return ["", `┌${edge}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${edge}┘`, ""].join("\n");
}
