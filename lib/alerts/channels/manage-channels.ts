// Owners and admins say where their firm's alerts go.

import { randomUUID } from "node:crypto";

import type { z } from "zod";

import { countAttempt } from "#lib/auth/sessions/attempt-limits.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { channelChange, channelToAdd } from "#lib/contracts/alert-channels.ts";
import { AppError } from "#lib/core/app-error.ts";
import { onlyGiven } from "#lib/db/only-given.ts";
import { tenantModels, type TenantSql } from "#lib/db/scope.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { sealChannelUrl } from "./channel-url.ts";
import { addressesFor, parseWebhookUrl, resolveBySystem, type Resolve } from "./public-address.ts";

/** More would be one channel for each person, which mailing lists are for. */
const mostChannels = 10;

/**
 * @throws AppError `request.invalid` for a webhook that Tieout does not send to; `request.conflict` where the
 * firm has as many channels as it may have, or no mail can be sent; `auth.throttled`.
 */
export async function addChannel(
  actor: PersonActor,
  wanted: z.output<typeof channelToAdd>,
  resolve: Resolve = resolveBySystem,
): Promise<{ readonly id: string }> {
  const place = wanted.kind === "email" ? mailbox(wanted.address) : await webhook(actor, wanted, resolve);
  const id = randomUUID();
  const { organizationId } = actor;
  await tenantModels(organizationId, async (models, sql) => {
    // Two who add the last one at once: the second waits here and counts the first's.
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('alert channels ' || $1, 0))", [
      sql.organization,
    ]);
    if ((await models.alertChannel.count({ where: { organizationId } })) >= mostChannels) {
      throw new AppError(
        "request.conflict",
        `A firm has ${mostChannels} channels at most. Remove one first.`,
      );
    }
    await models.alertChannel.create({
      data: {
        id,
        organizationId,
        kind: wanted.kind,
        name: place.name,
        address: place.address,
        urlSealed: place.sealed,
        covers: wanted.covers,
        kinds: kindsOf(wanted),
        createdByMembershipId: actor.membershipId,
      },
    });
    await note(sql, actor, "alert_channel.added", id, { kind: wanted.kind, covers: wanted.covers });
  });
  return { id };
}

/** @throws AppError `request.not_found`. */
export async function changeChannel(
  actor: PersonActor,
  id: string,
  change: z.output<typeof channelChange>,
): Promise<void> {
  const { organizationId } = actor;
  const { enabled, covers, kinds = [] } = change;
  await tenantModels(organizationId, async (models, sql) => {
    const { count } = await models.alertChannel.updateMany({
      where: { id, organizationId },
      data: onlyGiven({ enabled, covers, kinds: covers && kindsOf({ covers, kinds }) }),
    });
    if (count === 0) throw new AppError("request.not_found");
    await note(sql, actor, "alert_channel.changed", id, {
      enabled: change.enabled ?? null,
      covers: change.covers ?? null,
    });
  });
}

/** Its deliveries go with it. @throws AppError `request.not_found`. */
export async function removeChannel(actor: PersonActor, id: string): Promise<void> {
  const { organizationId } = actor;
  await tenantModels(organizationId, async (models, sql) => {
    const { count } = await models.alertChannel.deleteMany({ where: { id, organizationId } });
    if (count === 0) throw new AppError("request.not_found");
    await note(sql, actor, "alert_channel.removed", id, {});
  });
}

interface Place {
  readonly name: string;
  readonly address: string;
  readonly sealed: string | null;
}

function mailbox(address: string): Place {
  if (!canSendMail()) {
    throw new AppError("request.conflict", "No mail server is configured, so no mail can be sent.");
  }
  return { name: address, address, sealed: null };
}

async function webhook(
  actor: PersonActor,
  { name, url: text }: { readonly name: string; readonly url: string },
  resolve: Resolve,
): Promise<Place> {
  // Each attempt makes us ask the name servers that somebody else has chosen.
  await countAttempt("alertChannel", actor.organizationId);
  try {
    const url = parseWebhookUrl(text);
    await addressesFor(url, resolve);
    return { name, address: url.host, sealed: sealChannelUrl(url.href, actor.organizationId) };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.code.startsWith("alert.")) throw thrown;
    throw new AppError("request.invalid", thrown.message, { cause: thrown });
  }
}

function kindsOf({
  covers,
  kinds,
}: {
  readonly covers: string;
  readonly kinds: readonly string[];
}): string[] {
  return covers === "kinds" ? [...new Set(kinds)] : [];
}

async function note(
  sql: TenantSql,
  actor: PersonActor,
  action: "alert_channel.added" | "alert_channel.changed" | "alert_channel.removed",
  channelId: string,
  detail: Readonly<Record<string, string | boolean | null>>,
): Promise<void> {
  const { organizationId } = actor;
  await recordAudit(sql, { organizationId, actor, action, detail: { channelId, ...detail } });
}
