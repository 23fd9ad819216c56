import { everyone } from "#lib/core/role.ts";
import { me } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const GET = route({ roles: everyone }, { answer: me }, ({ actor }) => Promise.resolve(actor));
