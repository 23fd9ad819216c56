import type { Blueprint } from "./blueprint.ts";
import { bulkKinds } from "./profile.ts";

/** A thousand lots, shared out as the profile mixes its transactions. */
export function kindLots({ profile }: Blueprint): Uint8Array {
  const choices = new Uint8Array(1_000);
  const shares = Object.values(profile.mix).reduce((sum, share) => sum + share, 0);
  let filled = 0;
  for (const [number, kind] of bulkKinds.entries()) {
    const from = Math.round((filled / shares) * choices.length);
    filled += profile.mix[kind];
    choices.fill(number, from, Math.round((filled / shares) * choices.length));
  }
  return choices;
}
