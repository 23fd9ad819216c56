import { z } from "zod";

export const connectionState = z.enum([
  "connected",
  "refreshing",
  "needs_reconnect",
  "revoked",
  "subscription_lapsed",
  "disconnected",
  "paused",
]);
export type ConnectionState = z.infer<typeof connectionState>;
