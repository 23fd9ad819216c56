// `npm run people:link -- ada@example.com`: prints a link with which whoever owns the mailbox chooses a
// password, for installations without a mail server. Whoever runs it hands it to that person, and to nobody
// else: it is as good as a key.

import { printAccountLink } from "#lib/auth/passwords/print-account-link.ts";
import { closePool } from "#lib/db/pool.ts";

const message = {
  new_account: "makes an account, in which the person then accepts the invitation",
  password: "sets a new password for the account that this mailbox has; invitations wait behind signing in",
} as const;

async function main(given: string | undefined): Promise<number> {
  const email = given?.trim().toLowerCase() ?? "";
  if (!email.includes("@")) {
    console.error("npm run people:link -- ada@example.com");
    return 1;
  }
  try {
    const made = await printAccountLink(email);
    if (!made) {
      console.error(`${email} has neither an invitation nor an account that is in use.`);
      return 1;
    }
    console.log(`Works once, until ${made.expiresAt.toISOString()}; it ${message[made.purpose]}:`);
    console.log(made.link);
    return 0;
  } finally {
    await closePool();
  }
}

process.exit(await main(process.argv[2]));
