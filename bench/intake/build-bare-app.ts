import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { runStep } from "#scripts/bootstrap/run-step.mjs";
import { inProject } from "#scripts/project-root.ts";

const nextConfig = `export default {
  serverExternalPackages: ["pg"],
  poweredByHeader: false,
  turbopack: { root: ${JSON.stringify(inProject("."))} },
};
`;

/** Makes and builds a Next.js application with the bare route alone. Returns its folder. */
export async function buildBareApp(nextProgram: string): Promise<string> {
  const folder = inProject(".cache/bare-app");
  await rm(folder, { recursive: true, force: true });
  const route = path.join(folder, "app/api/insert");
  await mkdir(route, { recursive: true });
  await copyFile(path.resolve(import.meta.dirname, "bare-app/route.js"), path.join(route, "route.js"));
  await writeFile(path.join(folder, "next.config.mjs"), nextConfig);
  await runStep("Building the bare route", process.execPath, [nextProgram, "build", folder], {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  return folder;
}
