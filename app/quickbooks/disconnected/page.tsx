import { z } from "zod";

import { Mark } from "#components/shell/mark.tsx";
import { noteDisconnectedAtIntuit } from "#lib/connections/state/disconnect-callback.ts";
import { toAppError } from "#lib/core/app-error.ts";
import { page } from "#lib/http/page.ts";
import { log } from "#lib/log/log.ts";

export const metadata = { title: "Disconnected in QuickBooks" };

const query = z.object({
  realmId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});

/**
 * The Disconnect URL in the app's settings at Intuit. Anybody can open it, so it shows the same to
 * everybody and has the grant looked at only for who may see the company.
 */
export default page(
  { public: "Intuit sends people here who may have no account. Shows the same whatever is asked." },
  { query },
  async ({ actor, query: { realmId } }) => {
    if (actor && realmId) {
      await noteDisconnectedAtIntuit(actor, realmId).catch((thrown: unknown) => {
        // Shown the same all the same; the next sync finds out too.
        log().warn({ err: toAppError(thrown) }, "a disconnection at Intuit could not be noted");
      });
    }
    return (
      <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-4 px-6 py-16">
        <Mark size={40} />
        <h1>Disconnected in QuickBooks</h1>
        <p className="text-ink-soft">
          If Tieout was disconnected inside QuickBooks, it no longer reads that company. The books imported so
          far stay as they were at the last sync, and the connection shows as withdrawn after the next attempt
          to sync.
        </p>
        <p>
          <a className="link" href="/settings/integrations">
            Open the connections
          </a>
        </p>
      </main>
    );
  },
);
