// Names of time zones, as Node and PostgreSQL both know them. An offset is no name: "+05:00" lies east of
// Greenwich for Node and, by POSIX, west of it for PostgreSQL.

/** Etc/GMT+5 is five hours west for both of them. */
const plainZone = /^(?:UTC|Etc\/GMT[+-]\d{1,2})$/;

let canonical: ReadonlySet<string> | undefined;

/**
 * The one name of a zone: old names ("US/Pacific") and other spellings ("america/new_york") become that which
 * lists of zones show. Null for what is no zone, and for those that ICU made up ("SystemV/PST8").
 */
export function canonicalTimeZone(name: string): string | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  canonical ??= new Set(Intl.supportedValuesOf("timeZone"));
  const resolved = resolve(name);
  return resolved !== null && (canonical.has(resolved) || plainZone.test(resolved)) ? resolved : null;
}

function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // What Intl says of a name that it does not know.
    return null;
  }
}
