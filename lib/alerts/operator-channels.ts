import { config } from "#lib/config/config.ts";

type OperatorChannel = "email" | "webhook";

/** Where whoever runs the installation is told of what concerns all of it, as the environment says. */
export function operatorChannels(): readonly OperatorChannel[] {
  const { smtpUrl, emailTo, webhookUrl } = config().alerts;
  const channels: OperatorChannel[] = [];
  if (smtpUrl && emailTo.length > 0) channels.push("email");
  if (webhookUrl) channels.push("webhook");
  return channels;
}
