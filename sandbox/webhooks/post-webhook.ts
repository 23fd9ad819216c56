import { randomUUID } from "node:crypto";
import { pacificSeconds } from "../clock/pacific-time.ts";
import { signBody } from "./sign-body.ts";
import { compactOffset } from "./webhook-body.ts";

export interface Attempt {
  readonly at: string;
  readonly tookMs: number;
  /** Absent when nothing was answered: `error` says why. */
  readonly status?: number;
  readonly error?: string;
}

export interface Posting {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly verifierToken: string;
  readonly timeoutMs: number;
  readonly nowMs: number;
}

/** One try to deliver. Never throws: an endpoint that is down is an attempt without a status. Redirects are not followed. */
export async function postWebhook({
  url,
  body,
  contentType,
  verifierToken,
  timeoutMs,
  nowMs,
}: Posting): Promise<Attempt> {
  const startedAt = performance.now();
  const at = new Date(nowMs).toISOString();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        "content-type": contentType,
        accept: "application/json",
        "user-agent": "intuit_notification_server/0.1",
        "intuit-signature": signBody(body, verifierToken),
        "intuit-created-time": compactOffset(pacificSeconds(nowMs)),
        "intuit-t-id": randomUUID(),
        "intuit-notification-schema-version": "0.1",
      },
    });
    await response.body?.cancel();
    return { at, tookMs: took(), status: response.status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { at, tookMs: took(), error: cause instanceof Error ? cause.message : String(cause) };
  }
}
