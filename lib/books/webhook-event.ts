// What can have become of an event that Intuit delivered, as prisma/schema/quickbooks.prisma defines it.

import { WebhookEventState } from "#prisma/generated/enums.ts";

export type { WebhookEventState };

export const webhookEventStates = Object.values(WebhookEventState);
