import { config } from "#lib/config/config.ts";

/**
 * Sends the browser on. The address that it comes from may hold a code of Intuit's,
 * so it is neither kept nor told on.
 *
 * @param to A path of our own starting with "/", or an address that we made: never one from a request.
 */
export function seeOther(to: string): Response {
  return new Response(null, {
    status: 302,
    headers: {
      Location: new URL(to, `${config().appUrl}/`).href,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    },
  });
}
