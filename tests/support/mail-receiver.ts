import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and text as they came. */
  readonly raw: string;
}

export interface MailReceiver {
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** While set, mails are refused for now. */
  rejecting: boolean;
  stop(): Promise<void>;
}

/** A mail server of this process that keeps what it is sent. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const receiver = { mails: [] as ReceivedMail[], rejecting: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_address, _session, done) => {
      done(receiver.rejecting ? Object.assign(new Error("try later"), { responseCode: 451 }) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        receiver.mails.push({
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
          raw: Buffer.concat(chunks).toString(),
        });
        done(null);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
