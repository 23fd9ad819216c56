// Makes the role and the databases that Tieout connects with: an ordinary role, which row-level
// security binds, that owns its database.

import pg from "pg";

export interface ApplicationDatabase {
  readonly role: string;
  readonly password: string;
  readonly database: string;
}

/** Creates what is missing, with the server's superuser, and answers the role's own URL. */
export async function ensureApplicationDatabase(
  adminUrl: string,
  wanted: ApplicationDatabase,
): Promise<string> {
  return withAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, wanted.role, wanted.password);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [wanted.database]);
    if (rowCount === 0) {
      await admin.query(
        `CREATE DATABASE ${pg.escapeIdentifier(wanted.database)} OWNER ${pg.escapeIdentifier(wanted.role)}`,
      );
    }
    return applicationUrl(adminUrl, wanted);
  });
}

export async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  const verb = rowCount === 0 ? "CREATE" : "ALTER";
  await admin.query(
    `${verb} ROLE ${pg.escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`,
  );
}

export function applicationUrl(adminUrl: string, wanted: ApplicationDatabase): string {
  const url = new URL(adminUrl);
  url.username = wanted.role;
  url.password = wanted.password;
  url.pathname = `/${wanted.database}`;
  return url.href;
}

export async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
