import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { inProject } from "#scripts/project-root.ts";
import { demoEnvironment } from "#scripts/stack/demo-environment.ts";
import { appUrl, databaseSystemUrl, databaseUrl, sandboxUrl } from "./running-stack.ts";

/** What `npm run people:link` prints for whoever runs the installation, which has no mail server here. */
export async function printedLink(email: string): Promise<string> {
  const env = demoEnvironment({
    database: { application: databaseUrl(), system: databaseSystemUrl() },
    sandboxUrl: sandboxUrl(),
    appUrl: appUrl(),
    more: { LOG_LEVEL: "warn" },
  });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [inProject("scripts/people-link.ts"), email],
    {
      env: { ...process.env, ...env },
    },
  );
  const link = stdout.split("\n").find((line) => line.startsWith(appUrl()));
  if (link === undefined) throw new Error(`people:link printed no link for ${email}`);
  return link;
}
