// `npm run firm:create`: a firm and its first owner, who then invites everybody else. The password is read
// from the terminal or the first line of input, never from the command line, which others can list.

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";

import { createFirm } from "../lib/auth/create-firm.ts";
import { isAppError } from "../lib/core/app-error.ts";
import { closePool } from "../lib/db/pool.ts";

async function readPassword(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  if (process.stdin.isTTY) process.stdout.write("Password: ");
  for await (const line of input) {
    if (process.stdin.isTTY) process.stdout.write("\n");
    return line;
  }
  return "";
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { firm: { type: "string" }, name: { type: "string" }, email: { type: "string" } },
  });
  const { firm, name, email } = values;
  if (!firm || !name || !email) {
    console.error(
      'npm run firm:create -- --firm "Lovelace & Hopper CPAs" --name "Ada Lovelace" --email ada@example.com',
    );
    return 1;
  }
  try {
    await createFirm({ name: firm, owner: { name, email, password: await readPassword() } });
    console.log(`${firm} is there, and ${email} can sign in.`);
    return 0;
  } catch (thrown) {
    const isTaken = thrown instanceof Error && "code" in thrown && thrown.code === "23505";
    if (isTaken) console.error(`${email} belongs to somebody already.`);
    else console.error(isAppError(thrown) ? thrown.message : thrown);
    return 1;
  } finally {
    await closePool();
  }
}

process.exit(await main());
