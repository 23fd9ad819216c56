import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { startSandbox, type SandboxOptions } from "#sandbox/start-sandbox.ts";
import { openTinyCompany } from "./tiny-company.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; asking it of anything else fails the test. */
  json(): Record<string, unknown>;
}

export interface SandboxClient {
  readonly realmId: string;
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  query(statement: string): Promise<Answered>;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as Record<string, unknown>,
  };
}

export async function control(
  running: RunningSandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  return ask(`${running.url}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A sandbox over tiny books with limits off, unless a test is about them. */
export function startTiny(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  return startSandbox({ openCompany: openTinyCompany, companies: 2, size: 20, limits: false, ...options });
}

/** A client of a company (by default the first) with a token of its own. */
export async function clientOf(running: RunningSandbox, index = 0): Promise<SandboxClient> {
  const realmId = running.sandbox.companies()[index]?.realmId ?? "";
  const tokens = (await control(running, "POST", "/tokens", { realmId })).json();
  const token = String(tokens["access_token"]);
  const common = { Authorization: `Bearer ${token}`, Accept: "application/json" };
  const base = `${running.url}/v3/company/${realmId}`;
  const get = (path: string, headers = {}) => ask(base + path, { headers: { ...common, ...headers } });
  return {
    realmId,
    token,
    get,
    post: (path, body, headers = {}) =>
      ask(base + path, {
        method: "POST",
        headers: { ...common, "Content-Type": "application/json", ...headers },
        body: body instanceof FormData || typeof body === "string" ? body : JSON.stringify(body),
      }),
    query: (statement) => get(`/query?query=${encodeURIComponent(statement)}`),
  };
}

/** Digs into parsed JSON by keys and indexes; undefined where the way ends. */
export function at(value: unknown, ...way: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of way)
    found = typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined;
  return found;
}

export function faultCode(answered: Answered): unknown {
  return at(answered.json(), "Fault", "Error", 0, "code");
}
