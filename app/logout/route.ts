import { route } from "#lib/http/route.ts";
import { seeOther } from "#lib/http/see-other.ts";

/**
 * The Logout URL that is entered at Intuit. It ends no session by itself: any page on the web can send a
 * browser here.
 */
export const GET = route(
  { public: "Sends everybody to the page that asks whether to sign out. Changes nothing." },
  {},
  () => Promise.resolve(seeOther("/sign-out")),
);
