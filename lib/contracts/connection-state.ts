import { z } from "zod";

export const connectionState = z.enum([
  "connected",
  "refreshing",
  "needs_reconnect",
  "revoked",
  "subscription_lapsed",
  "access_denied",
  "disconnected",
  "paused",
]);
export type ConnectionState = z.infer<typeof connectionState>;
