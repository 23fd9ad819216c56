import { spawn } from "node:child_process";

import { projectRoot } from "./project.mjs";

/**
 * Runs a program and shows that it goes on; its own words are shown only when it fails.
 *
 * @param {string} title what a person reads, as "Installing packages"
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [environment] in addition to the present one
 * @param {AbortSignal} [signal] ends the program
 */
export async function runStep(title, program, args, environment = {}, signal = undefined) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(live ? `  ${title} …` : `  ${title} …\n`);
  const timer = setInterval(
    () => process.stdout.write(live ? `\r  ${title} … ${seconds()}` : `  ${title} … ${seconds()}\n`),
    live ? 1000 : 15_000,
  );
  let said = "";
  try {
    await new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: projectRoot,
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        signal,
      });
      const keep = (/** @type {Buffer} */ chunk) => (said = (said + chunk.toString()).slice(-8_000));
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      child.once("error", reject);
      child.once("close", (code, signal) =>
        code === 0 ? resolve(undefined) : reject(new Error(signal ?? `exit code ${String(code)}`)),
      );
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${title} failed (${why}).\n${said.trim()}`, { cause: error });
  } finally {
    clearInterval(timer);
    if (live) process.stdout.write("\r\u001b[K");
  }
  console.log(`  ${title}: done in ${seconds()}`);
}
