/** What stands under /admin is for owners and admins; all else for everybody who is signed in. */
export function isForManagers(path: string): boolean {
  return path === "/admin" || path.startsWith("/admin/");
}
