// /api/alert-channels: where a firm's alerts are sent, for its owners and admins.

import { z } from "zod";

import { alertCoverages, alertKinds } from "#lib/books/alert-kind.ts";
import { instant } from "./inputs/instant.ts";
import { textInput } from "./inputs/text-input.ts";

const kind = z.enum(alertKinds);

const delivery = z.object({
  at: instant,
  outcome: z.enum(["sent", "failed"]),
  /** Why it failed. */
  error: z.string().nullable(),
});

const alertChannel = z.object({
  id: z.uuid(),
  kind: z.enum(["email", "chat"]),
  name: z.string(),
  /** The mailbox, or the host of the webhook: the rest of that is as good as a password. */
  address: z.string(),
  covers: z.enum(alertCoverages),
  kinds: z.array(kind),
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
  lastDelivery: delivery.nullable(),
});
export type AlertChannel = z.infer<typeof alertChannel>;

export const alertChannels = z.object({
  channels: z.array(alertChannel),
  /** Without a mail server, channels of that kind deliver nothing. */
  canSendMail: z.boolean(),
});
export type AlertChannels = z.infer<typeof alertChannels>;

const coverage = {
  covers: z.enum(alertCoverages).default("all"),
  kinds: z.array(kind).max(alertKinds.length).default([]),
};

const namesAKind = ({
  covers,
  kinds,
}: {
  covers?: string | undefined;
  kinds?: readonly string[] | undefined;
}) => covers !== "kinds" || (kinds?.length ?? 0) > 0;
const nameOne = { error: "Choose at least one kind.", path: ["kinds"] };

export const channelName = textInput({ min: 1, max: 80, trimmed: true });

export const channelToAdd = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("email"),
      address: z
        .email()
        .max(320)
        .transform((text) => text.toLowerCase()),
      ...coverage,
    }),
    z.object({
      kind: z.literal("chat"),
      name: channelName,
      url: textInput({ min: 1, max: 2048, trimmed: true }),
      ...coverage,
    }),
  ])
  .refine(namesAKind, nameOne);
export const channelAdded = z.object({ id: z.uuid() });

export const channelParams = z.object({ channelId: z.uuid() });
export const channelChange = z
  .object({
    enabled: z.boolean().optional(),
    covers: coverage.covers.unwrap().optional(),
    kinds: coverage.kinds.unwrap().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.")
  .refine(namesAKind, nameOne);

export const channelTested = delivery;
