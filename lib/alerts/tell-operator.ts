// The operator's own channels, which the environment names: for problems of the whole installation, and for
// nothing that belongs to a firm.

import { config } from "#lib/config/config.ts";
import { createHash } from "node:crypto";
import { AppError } from "#lib/core/app-error.ts";
import { sendMail } from "#lib/mail/send-mail.ts";
import type { JobPayload } from "#lib/queue/jobs.ts";
import { chatText, mailText, type Message } from "./message.ts";

const timeoutMs = 15_000;

/** @throws AppError `internal` when the message was not taken; the job then tries again. */
export async function tellOperator({ notice, message, channel }: JobPayload<"tell_operator">): Promise<void> {
  const { appUrl, alerts } = config();
  const heading = notice === "opened" ? "Needs attention" : "Solved";
  const whole: Message = {
    subject: `${heading}: Tieout at ${new URL(appUrl).host}`,
    message,
    address: `${appUrl}/admin`,
  };
  if (channel === "email") {
    const id = createHash("sha256")
      .update(JSON.stringify([notice, message]))
      .digest("hex")
      .slice(0, 32);
    await sendMail({ to: alerts.emailTo, subject: whole.subject, text: mailText(whole), id });
  } else if (alerts.webhookUrl) {
    await post(alerts.webhookUrl, chatText(whole));
  }
}

/* Of the operator's own choosing, so it may well lead into their network. */
async function post(url: string, text: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new AppError("internal", "the operator's alert webhook could not be reached", { cause });
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new AppError("internal", `the operator's alert webhook answered ${response.status}`);
  }
}
