// Names of time zones, as Node and PostgreSQL both know them. An offset is no name: "+05:00" lies east of
// Greenwich for Node and, by POSIX, west of it for PostgreSQL.

/** Etc/GMT+5 is five hours west for both of them. */
const plainZone = /^(?:UTC|Etc\/GMT[+-]\d{1,2})$/;

/**
 * What ICU, and so Node and browsers, still call by the name that IANA gave up. A PostgreSQL that uses the system's
 * zones, as Debian's does, has the old names only where a package of legacy names is installed.
 */
const renamed: ReadonlyMap<string, string> = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

let supported: ReadonlySet<string> | undefined;

/**
 * The one name of a zone: old names ("US/Pacific") and other spellings ("america/new_york") become IANA's present
 * one. Null for what is no zone, and for those that ICU made up ("SystemV/PST8").
 */
export function canonicalTimeZone(name: string): string | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  supported ??= new Set(Intl.supportedValuesOf("timeZone"));
  const resolved = resolve(name);
  if (resolved === null || !(supported.has(resolved) || plainZone.test(resolved))) return null;
  return renamed.get(resolved) ?? resolved;
}

/** Every zone that somebody may choose. */
export function allTimeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone")
    .map((name) => renamed.get(name) ?? name)
    .toSorted();
}

function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // What Intl says of a name that it does not know.
    return null;
  }
}
