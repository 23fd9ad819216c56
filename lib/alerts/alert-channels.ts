import { config } from "../config/config.ts";

export type AlertChannel = "email" | "webhook";

/** Where alerts are told of besides the app, as the environment says. */
export function alertChannels(): readonly AlertChannel[] {
  const { smtpUrl, emailTo, webhookUrl } = config().alerts;
  const channels: AlertChannel[] = [];
  if (smtpUrl && emailTo.length > 0) channels.push("email");
  if (webhookUrl) channels.push("webhook");
  return channels;
}
