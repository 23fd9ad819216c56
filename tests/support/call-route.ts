import { config } from "#lib/config/config.ts";

export interface RouteCall {
  /** Path and query. */
  readonly path?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly cookie?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Handler = (
  request: Request,
  context: { readonly params: Promise<Record<string, string>> },
) => Promise<Response>;

/** Calls a route handler as Next.js does, with what a browser on our own page would send. */
export async function callRoute(
  handler: Handler,
  method: string,
  call: RouteCall = {},
): Promise<RouteAnswer> {
  const { appUrl } = config();
  const request = new Request(`${appUrl}${call.path ?? "/"}`, {
    method,
    headers: {
      ...(call.cookie === undefined ? {} : { cookie: call.cookie }),
      ...(method === "GET" ? {} : { origin: appUrl }),
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const response = await handler(request, { params: Promise.resolve({ ...call.params }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: asObject(text), text };
}

function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
