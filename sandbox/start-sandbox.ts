import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { entityCatalogue } from "./accounting/entity-protocol.ts";
import type { Company, CompanySpec, OpenCompany } from "./company/company.ts";
import { openCompany } from "./company/generate.ts";
import { answerRequest } from "./http/answer-request.ts";
import type { AppRegistration } from "./oauth/app-registration.ts";
import { demoApp } from "./oauth/demo-app.ts";
import { keepGrants } from "./oauth/grant-file.ts";
import { Sandbox } from "./sandbox.ts";

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** How many companies to open at the start. */
  readonly companies?: number;
  readonly size?: CompanySpec["size"];
  readonly seed?: number;
  readonly profile?: CompanySpec["profile"];
  readonly app?: Partial<AppRegistration>;
  readonly webhookUrl?: string | undefined;
  /** false: nothing is answered 429, excesses are counted only. */
  readonly limits?: boolean;
  /** Where connections are kept over a restart. */
  readonly stateFile?: string | undefined;
  /** Other books than the generated ones, for tests of the protocol alone. */
  readonly openCompany?: OpenCompany;
}

export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  /** Records of all companies together. */
  records(): number;
  /** The sandbox itself, for tests in the same process. */
  readonly sandbox: Sandbox;
  /** Closes every connection and timer. */
  stop(): Promise<void>;
}

/** A query with a thousand Ids, percent-encoded, is longer than the 16 KB that Node allows by itself. */
const longestHeadBytes = 65_536;

/** Opens the companies, listens, and resolves when requests are answered. @throws when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const seed = options.seed ?? 42;
  const app = { ...demoApp, ...options.app };
  const sandbox = new Sandbox(app, options.openCompany ?? openCompany, seed, options.webhookUrl);
  const writeGrants =
    options.stateFile === undefined ? undefined : keepGrants(sandbox.grants, options.stateFile);
  if (options.limits === false) sandbox.switches.set({ enforceLimits: false });
  const server = createServer({ maxHeaderSize: longestHeadBytes }, (request, response) => {
    answerRequest(request, response, sandbox).catch((error: unknown) => {
      // A client that hung up is no concern; anything else is a defect here and must be seen.
      if (request.errored ?? response.destroyed) return;
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end(String(error));
    });
  });
  server.keepAliveTimeout = 65_000;
  const host = options.host ?? "127.0.0.1";
  await listen(server, options.port ?? 0, host);
  try {
    for (let index = 0; index < (options.companies ?? 1); index += 1) {
      const profile = options.profile === undefined ? {} : { profile: options.profile };
      sandbox.registry.create({ size: options.size ?? "small", seed, ...profile });
    }
  } catch (error) {
    server.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    sandbox,
    records: () => countRecords(sandbox),
    stop: async () => {
      writeGrants?.();
      await stop(server, sandbox);
    },
  };
}

function countRecords(sandbox: Sandbox): number {
  const entities = Object.keys(entityCatalogue);
  const ofCompany = (company: Company) =>
    entities
      .filter((entity) => company.offers(entity))
      .reduce((sum, entity) => sum + company.count(entity, {}), 0);
  return sandbox.companies().reduce((sum, company) => sum + ofCompany(company), 0);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stop(server: Server, sandbox: Sandbox): Promise<void> {
  sandbox.clock.stop();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
