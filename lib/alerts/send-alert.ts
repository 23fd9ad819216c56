import { config } from "../config/config.ts";
import { AppError } from "../core/app-error.ts";
import { asSystem } from "../db/scope.ts";
import { canSendMail, sendMail } from "../mail/send-mail.ts";
import type { AlertChannel } from "./alert-channels.ts";
import { escapeForChat } from "./escape-for-chat.ts";
import { alertRules, type AlertKind } from "./alert-rules.ts";

export interface AlertNotice {
  readonly alertId: string;
  readonly notice: "opened" | "recovered";
  readonly channel: AlertChannel;
}

interface Message {
  readonly subject: string;
  readonly says: string;
  /** Of the page that shows it; ours, so nothing in it is to be escaped. */
  readonly address: string;
}

interface StoredAlert {
  readonly kind: AlertKind;
  readonly company_id: string | null;
  readonly company_name: string | null;
  readonly firm: string;
  readonly says: string;
  readonly recovered_at: Date | null;
  readonly notified_at: Date | null;
}

const timeoutMs = 15_000;

/**
 * Tells of an alert by one channel. An alert that has recovered before anybody was told is not told of at
 * all. The job tries again when this throws; each message carries an id of its alert and notice, by which
 * mail programs recognise a second copy.
 *
 * @throws AppError `internal` when the message was not taken.
 */
export async function sendAlert(notice: AlertNotice): Promise<"sent" | "not_needed"> {
  const alert = await findAlert(notice.alertId);
  if (!alert) return "not_needed";
  if (notice.notice === "opened" ? alert.recovered_at !== null : alert.notified_at === null) {
    return "not_needed";
  }
  await channels[notice.channel](messageOf(alert, notice), notice);
  const column = notice.notice === "opened" ? "notified_at" : "recovery_notified_at";
  await asSystem((sql) =>
    sql.query(`UPDATE alerts SET ${column} = coalesce(${column}, now()) WHERE id = $1`, [notice.alertId]),
  );
  return "sent";
}

async function findAlert(alertId: string): Promise<StoredAlert | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<StoredAlert>(
      `SELECT alert.kind, alert.company_id, company.name AS company_name, firm.name AS firm, alert.says,
         alert.recovered_at, alert.notified_at
       FROM alerts AS alert JOIN organizations AS firm ON firm.id = alert.organization_id
       LEFT JOIN companies AS company ON company.id = alert.company_id
       WHERE alert.id = $1`,
      [alertId],
    ),
  );
  return rows[0] ?? null;
}

function messageOf(alert: StoredAlert, { notice }: AlertNotice): Message {
  const company = alert.company_name ?? "";
  const says = notice === "opened" ? alert.says : alertRules[alert.kind].recovered(company);
  const page = alert.company_id ? `/companies/${alert.company_id}` : "/admin";
  const heading = notice === "opened" ? "Needs attention" : "Solved";
  return {
    subject: `${heading}: ${company === "" ? alert.firm : company}`,
    says,
    address: `${config().appUrl}${page}`,
  };
}

const channels: Readonly<Record<AlertChannel, (message: Message, notice: AlertNotice) => Promise<void>>> = {
  async email({ subject, says, address }, { alertId, notice }) {
    if (!canSendMail()) return;
    const { emailTo } = config().alerts;
    // A name with line breaks must not look like lines of ours.
    const text = `${says.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, " ")}\n${address}`;
    await sendMail({ to: emailTo, subject, text, id: `${alertId}.${notice}` });
  },

  /** The one shape that the common chat tools all take. */
  async webhook({ subject, says, address }) {
    const { webhookUrl } = config().alerts;
    if (!webhookUrl) return;
    const response = await post(
      webhookUrl,
      JSON.stringify({ text: `${escapeForChat(subject)}\n${escapeForChat(says)}\n${address}` }),
    );
    if (!response.ok) {
      throw new AppError("internal", `the alert webhook answered ${response.status}`);
    }
  },
};

async function post(url: string, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (thrown) {
    throw new AppError("internal", "the alert webhook could not be reached", { cause: thrown });
  }
}
