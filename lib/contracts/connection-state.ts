import { z } from "zod";

import { allConnectionStates, type ConnectionState } from "#lib/books/connection-state.ts";

export const connectionState = z.enum(allConnectionStates);
export type { ConnectionState };
