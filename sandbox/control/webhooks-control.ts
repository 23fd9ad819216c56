import { randomUUID } from "node:crypto";
import { z } from "zod";
import { companyOf } from "./companies-control.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const address = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() });

const made = z.strictObject({
  realmId: z.string(),
  entity: z.string(),
  entityId: z.string(),
  operation: z.enum(["created", "updated", "deleted", "merged", "voided", "emailed"]),
  deletedId: z.string().optional(),
});

/** All deliveries that are remembered, oldest first, with their attempts. */
export const listWebhooks: ControlHandler = ({ sandbox }) => sandbox.webhooks.report();

export const setWebhookUrl: ControlHandler = ({ sandbox, body }) => {
  const { url } = address.parse(body);
  sandbox.webhooks.setUrl(url ?? undefined);
  return { url };
};

export const resendWebhook: ControlHandler = ({ sandbox, steps }) => {
  const id = sandbox.webhooks.resend(steps["id"] ?? "");
  if (id === undefined) throw new ControlError(404, `There is no webhook delivery ${steps["id"] ?? ""}.`);
  return { id };
};

/** Announces something that need not have happened: a type nobody expects, a record long gone. */
export const makeWebhook: ControlHandler = ({ sandbox, body }) => {
  const event = made.parse(body);
  companyOf(sandbox, event.realmId);
  const id = randomUUID();
  sandbox.webhooks.gather([{ ...event, id, deletedId: event.deletedId, atMs: sandbox.clock.now() }]);
  return { id };
};
