import { startChild, type Child } from "#bench/drills/child-process.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { demoEnvironment, type DemoEnvironment } from "#scripts/stack/demo-environment.ts";
import { sandboxUrl } from "./running-stack.ts";

export interface OwnWeb extends Child {
  readonly url: string;
  /** What it was told; further processes start with it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A web server beside the stack's, for a story that needs another database or other variables. */
export async function startOwnWeb(
  database: DemoEnvironment["database"],
  more: Readonly<Record<string, string>> = {},
): Promise<OwnWeb> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = demoEnvironment({
    database,
    sandboxUrl: sandboxUrl(),
    appUrl: url,
    more: { PORT: String(port), HOST: "127.0.0.1", ...more },
  });
  const web = await startChild("web", ["server.ts"], environment, { readyWord: "Ready on" });
  return Object.assign(web, { url, environment });
}
