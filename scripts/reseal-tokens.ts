// `npm run tokens:reseal`: after a new key was put in front in TOKEN_ENCRYPTION_KEYS and all processes
// were started with it, moves everything sealed to that key. See docs/RUNBOOK.md.

import { config } from "#lib/config/config.ts";
import { reseal } from "#lib/connections/reseal.ts";
import { toAppError } from "#lib/core/app-error.ts";
import { closePool } from "#lib/db/pool.ts";

try {
  const report = await reseal();
  for (const [what, { seen, resealed, overtaken }] of Object.entries(report)) {
    const rest = overtaken > 0 ? `, ${overtaken} kept changing: run this again` : "";
    console.log(`${what}: ${seen} seen, ${resealed} sealed with the first key now${rest}.`);
  }
  const complete = Object.values(report).every(({ overtaken }) => overtaken === 0);
  if (!complete) process.exitCode = 1;
  else
    console.log(
      `Everything is sealed with "${config().tokenEncryptionKeys[0].id}"; other keys may be taken out.`,
    );
} catch (thrown) {
  const failure = toAppError(thrown);
  console.error(`${failure.message}. ${failure.failure.message}`);
  process.exitCode = 1;
} finally {
  await closePool();
}
