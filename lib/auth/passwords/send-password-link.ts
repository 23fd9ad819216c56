import type { MailOutcome, Person } from "#lib/contracts/people.ts";
import { AppError } from "#lib/core/app-error.ts";
import { asSystem } from "#lib/db/scope.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { recordAccountEvent } from "./account-events.ts";
import { mailPasswordLink } from "./account-mail.ts";
import { countAttempt } from "../sessions/attempt-limits.ts";
import { makeAccountLink } from "./make-account-link.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/**
 * Mails a member of the firm a link to choose a new password with. Until they do, the present one works and
 * nobody is signed out: a firm can ask for it, and not bring it about.
 *
 * @throws AppError `request.conflict` for somebody who is disabled, `auth.throttled`.
 */
export async function sendPasswordLink(actor: PersonActor, person: Person): Promise<MailOutcome> {
  if (person.disabled) throw new AppError("request.conflict", "Enable this person first.");
  const { organizationId } = actor;
  const { email, membershipId } = person;
  await countAttempt("mail", `${organizationId} ${email}`);
  if (!canSendMail()) return "not_configured";
  const made = await asSystem(async (sql) => {
    await recordAccountEvent(sql, email, "password.link_sent");
    const detail = { membershipId };
    await recordAudit(sql, { organizationId, actor, action: "password.link_sent", detail });
    return makeAccountLink(sql, { email, purpose: "password", invitationId: null });
  });
  return mailPasswordLink(email, actor, made);
}
