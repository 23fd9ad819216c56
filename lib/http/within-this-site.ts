/**
 * Where to go next, from an address that somebody may have put into a link: a path of ours, else "/".
 *
 * What is returned is looked at and not what came in: dots, backslashes and tabs vanish on the way, and
 * "/.//elsewhere.example" becomes an address on another site.
 */
export function withinThisSite(url: string | undefined): string {
  const base = "http://here.invalid";
  if (!url?.startsWith("/") || !URL.canParse(url, base)) return "/";
  const { pathname, search, hash } = new URL(url, base);
  const path = pathname + search + hash;
  return /^\/(?![/\\])/.test(path) && new URL(path, base).origin === base ? path : "/";
}
