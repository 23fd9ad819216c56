// What happens at QuickBooks that no page of Tieout can bring about, through the sandbox's control paths.

import { z } from "zod";

import { appUrl, sandboxUrl } from "./running-stack.ts";

/** As docs/SANDBOX.md describes injected faults. */
export interface Fault {
  readonly realmId: string;
  readonly path?: string;
  readonly skip?: number;
  readonly times?: number;
  readonly effect: "status" | "fault" | "slow";
  readonly status?: number;
  readonly code?: string;
  readonly body?: string;
  readonly delayMs?: number;
}

/** Spoils what a company is answered until the work is over, however it ends. */
export async function withFault<T>(fault: Fault, work: () => Promise<T>): Promise<T> {
  const { id } = z.object({ id: z.string() }).parse(await control("POST", "/faults", fault));
  try {
    return await work();
  } finally {
    await control("DELETE", `/faults/${id}`);
  }
}

/** QuickBooks says nothing of what changes meanwhile, as when its notices are late. */
export async function withoutWebhooks<T>(work: () => Promise<T>): Promise<T> {
  await control("POST", "/webhooks/url", { url: null });
  try {
    return await work();
  } finally {
    await control("POST", "/webhooks/url", { url: `${appUrl()}/api/webhooks/quickbooks` });
  }
}

/** Somebody disconnects the app inside QuickBooks. */
export async function withdrawAccess(realmId: string): Promise<void> {
  await control("POST", "/tokens/revoke", { realmId });
}

/** Records as the API shows them. */
export async function recordsOf(
  realmId: string,
  entity: string,
  count: number,
): Promise<readonly z.infer<typeof record>[]> {
  const token = z.object({ access_token: z.string() }).parse(await control("POST", "/tokens", { realmId }));
  const query = new URLSearchParams({ query: `select * from ${entity} orderby Id maxresults ${count}` });
  const response = await fetch(`${sandboxUrl()}/v3/company/${realmId}/query?${query.toString()}`, {
    headers: { accept: "application/json", authorization: `Bearer ${token.access_token}` },
  });
  const answer = z.object({ QueryResponse: z.record(z.string(), z.unknown()) }).parse(await response.json());
  return z.array(record).length(count).parse(answer.QueryResponse[entity]);
}

const record = z.looseObject({ Id: z.string(), SyncToken: z.string() });

export async function control(
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${sandboxUrl()}/_sandbox${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`The sandbox answered ${response.status} to ${path}: ${text.slice(0, 300)}`);
  return text === "" ? null : JSON.parse(text);
}
