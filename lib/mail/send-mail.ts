import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The left part of Message-ID: the same twice is one mail to the programs that people read them with. */
  readonly id: string;
}

const timeoutMs = 15_000;

/** Whether mail can be sent at all: without SMTP_URL nobody expects any. */
export function canSendMail(): boolean {
  return config().alerts.smtpUrl !== undefined;
}

/** @throws AppError `internal` when the mail server did not take it, or there is none. */
export async function sendMail({ to, subject, text, id }: Mail): Promise<void> {
  const { smtpUrl, emailFrom } = config().alerts;
  if (!smtpUrl) throw new AppError("internal", "SMTP_URL is not set, so no mail can be sent");
  // Loaded when it is wanted: most processes never send a mail.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  const host = new URL(config().appUrl).hostname;
  try {
    await transport.sendMail({
      from: emailFrom ?? `tieout@${host}`,
      to: [...to],
      // A name that somebody chose must not become a header of its own.
      subject: subject.replaceAll(/[\r\n]+/g, " "),
      text,
      messageId: `<${id}@${host}>`,
    });
  } catch (thrown) {
    throw new AppError("internal", "the mail server did not take a mail", { cause: thrown });
  } finally {
    transport.close();
  }
}
