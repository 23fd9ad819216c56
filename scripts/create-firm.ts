// `npm run firm:create`: a firm, and a link for its first owner, who then invites everybody else. The link is
// printed here once; whoever has the mailbox, or this terminal, chooses the password with it.

import { parseArgs } from "node:util";

import { createFirm } from "#lib/auth/people/create-firm.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { closePool } from "#lib/db/pool.ts";

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
    const { link } = await createFirm({ name: firm, owner: { name, email } });
    console.log(
      link === null
        ? `${firm} is there. ${email} has an account already: signing in shows the invitation to accept.`
        : `${firm} is there. With this link, once and until ${link.expiresAt.toISOString()}, ${email} chooses a password:\n${link.link}`,
    );
    return 0;
  } catch (thrown) {
    console.error(isAppError(thrown) ? thrown.message : thrown);
    return 1;
  } finally {
    await closePool();
  }
}

process.exit(await main());
