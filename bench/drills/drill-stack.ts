// Several companies that live in a sandbox of this process, connected the way a person does it, with
// workers and a web server as processes of their own that can be killed.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { inProject } from "#scripts/project-root.ts";
import { buildWeb } from "#scripts/stack/build-web.ts";
import { workerFlags } from "#scripts/worker-flags.ts";
import type { Company, CompanySpec } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { createFirm, type SignedInPerson } from "#tests/support/people-of-a-firm.ts";
import { startChild, type Child } from "./child-process.ts";

export interface DrillCompany {
  /** QuickBooks' side. */
  readonly company: Company;
  /** Ours. */
  readonly ours: { readonly companyId: CompanyId; readonly organizationId: OrganizationId };
}

export interface DrillStack {
  readonly sandbox: RunningSandbox;
  readonly companies: readonly DrillCompany[];
  readonly webhookUrl: string;
  /** Where the processes' logs are. */
  readonly logs: string;
  /** The person who connects companies. */
  readonly owner: SignedInPerson;
  readonly organizationId: OrganizationId;
  startWorker(): Promise<Child>;
  startWeb(): Promise<Child>;
  stop(): Promise<void>;
}

export interface DrillStackOptions {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly companies: number;
  readonly size: CompanySpec["size"];
  /** False: whoever uses the stack connects them. Default true. */
  readonly connects?: boolean;
  /**
   * Who takes the webhooks. pages: the built application under Next's own server, as in production. route:
   * only the route that they are for, in a small process. Default route.
   */
  readonly web?: keyof typeof webProcesses;
  /** Switches of the sandbox. */
  readonly switches?: Readonly<Record<string, unknown>>;
  /** Variables of the processes, beside those of tests. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Sets this process's environment: a drill has a process to itself. */
export async function startDrillStack(options: DrillStackOptions): Promise<DrillStack> {
  if (options.web === "pages") await buildWeb();
  const logs = await mkdtemp(path.join(tmpdir(), "tieout-drill-logs-"));
  const webPort = await freePort();
  const webhookUrl = `http://127.0.0.1:${webPort}/api/webhooks/quickbooks`;
  const sandbox = await startSandbox({
    port: 0,
    companies: options.companies,
    size: options.size,
    seed: options.seed,
    webhookUrl,
    openCompany,
  });
  const complaints = sandbox.sandbox.switches.set({ ...options.switches });
  if (complaints.length > 0) throw new Error(complaints.join(" "));
  const wanted = {
    databaseUrl: options.databaseUrl,
    sandboxUrl: sandbox.url,
    more: { LOG_LEVEL: "info", ...options.environment },
  };
  setTestEnvironment({ ...wanted, more: { ...wanted.more, LOG_LEVEL: "silent" } });
  const environment = testEnvironment(wanted);
  const firm = await createFirm();
  const companies: DrillCompany[] = [];
  for (const company of options.connects === false ? [] : sandbox.sandbox.companies()) {
    const companyId = await connectCompany(firm.people.owner, company.realmId);
    companies.push({ company, ours: { companyId, organizationId: firm.id } });
  }
  let workers = 0;
  return {
    sandbox,
    companies,
    webhookUrl,
    owner: firm.people.owner,
    organizationId: firm.id,
    logs,
    startWorker: () => {
      workers += 1;
      return startChild(`worker ${workers}`, [...workerFlags(), "worker.ts"], environment, {
        readyWord: "answering /live",
        logFile: path.join(logs, "workers.log"),
      });
    },
    startWeb: () => {
      const { args, readyWord } = webProcesses[options.web ?? "route"];
      return startChild("web", args(String(webPort)), environment, {
        readyWord,
        logFile: path.join(logs, "web.log"),
      });
    },
    stop: () => sandbox.stop(),
  };
}

/** What each kind of web is started by, and what it says once it listens. */
const webProcesses = {
  pages: {
    args: (port) => [inProject("server.ts"), "-p", port, "-H", "127.0.0.1"],
    readyWord: "Ready on",
  },
  route: { args: (port) => ["bench/drills/webhook-server.ts", port], readyWord: "listening" },
} satisfies Record<string, { args: (port: string) => readonly string[]; readyWord: string }>;
