import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ask, startTiny } from "./support/client-of.ts";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["sandbox/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, out, err })));
  return { child, output: () => out, ended };
}

test("says one line when ready, answers, and stops on SIGTERM", async () => {
  const { child, output, ended } = run("--port", "0", "--companies", "2", "--size", "600", "--seed", "3");
  await expect.poll(output, { timeout: 20_000 }).toContain("\n");
  const line = /^sandbox ready (http:\/\/127\.0\.0\.1:\d+) companies 2 records \d+\n$/.exec(output());
  expect(line, output()).not.toBeNull();
  const companies = (await ask(`${line?.[1] ?? ""}/_sandbox/companies`)).json()["companies"];
  expect(companies).toHaveLength(2);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});

test("a port in use gets one sentence and exit code 1", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await run("--port", String(port)).ended;
  taken.close();
  expect([code, err]).toEqual([
    1,
    `Port ${port} is in use. Stop what uses it or choose another with --port.\n`,
  ]);
});

test.each([
  [["--size", "huge"], '--size is a whole number from 1 to 10000000, not "huge".\n'],
  [["--port", "70000"], '--port is a whole number from 0 to 65535, not "70000".\n'],
  [["--nonsense"], "Unknown option '--nonsense'"],
])("%j gets one sentence and exit code 1", async (args, sentence) => {
  const { code, err } = await run(...args).ended;
  expect(code).toBe(1);
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("--help explains every option and exits 0", async () => {
  const { code, out } = await run("--help").ended;
  expect(code).toBe(0);
  for (const option of [
    "--port",
    "--companies",
    "--size",
    "--seed",
    "--webhook-url",
    "--redirect-uri",
    "--state",
  ]) {
    expect(out).toContain(option);
  }
});

test("more than twelve companies are offered in a drop-down list", async () => {
  const running = await startTiny({ companies: 13, size: 1 });
  const query = new URLSearchParams({
    client_id: "sandbox-client",
    redirect_uri: "http://localhost:3000/api/auth/quickbooks/callback",
    response_type: "code",
    scope: "com.intuit.quickbooks.accounting",
    state: "s",
  });
  const signedIn = await ask(`${running.url}/connect/sign-in`, {
    method: "POST",
    body: new URLSearchParams([...query, ["email", "a@b.example"], ["password", "x"]]),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const page = await ask(`${running.url}/connect/oauth2?${query.toString()}`, { headers: { cookie } });
  await running.stop();
  expect(page.text).toContain('<select id="realmId" name="realmId" required>');
  expect(page.text.match(/<option /g)).toHaveLength(13);
});
