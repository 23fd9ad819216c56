import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";

const readOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The second guard against requests that another site makes with our user's cookie; SameSite=Lax is the
 * first. Browsers put Origin on every request that is not a plain read, so one without it is refused.
 *
 * @throws AppError `auth.cross_site`.
 */
export function requireSameOrigin(request: Request): void {
  if (readOnly.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== new URL(config().appUrl).origin) throw new AppError("auth.cross_site");
}
