import imported, { type NextAuthOptions } from "next-auth";

import { doing } from "#lib/db/current-work.ts";
import { authOptions } from "./auth-options.ts";

/** What next-auth is asked, read and checked (lib/http/next-auth-request). */
export interface NextAuthRequest {
  readonly method: string;
  /** `nextauth` holds the segments behind /api/auth. */
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly body: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * next-auth's handler as the older router of Next calls it. The one for the App Router reads cookies and
 * bodies by itself, and answers 500 to those that it cannot read. CommonJS with a `default` inside: bundlers
 * unwrap it, Node does not; its own types know neither side.
 */
const handle = ("default" in imported ? imported.default : imported) as (
  request: NextAuthRequest,
  response: CollectedResponse,
  options: NextAuthOptions,
) => Promise<void>;

/**
 * @throws whatever kept us from looking a session or a person up: next-auth alone would take that for
 * "nobody", and take the cookie of somebody who is signed in.
 */
export async function answerNextAuth(request: NextAuthRequest): Promise<Response> {
  const failures: unknown[] = [];
  const response = new CollectedResponse();
  const options = authOptions((thrown) => failures.push(thrown));
  await doing({ kind: "sign_in" }, () => handle(request, response, options));
  if (failures.length > 0) throw failures[0];
  return response.toResponse();
}

class CollectedResponse {
  #status = 200;
  #body: string | null = null;
  readonly #headers = new Map<string, string | readonly string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | readonly string[]): void {
    this.#headers.set(name.toLowerCase(), value);
  }

  json(body: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(body);
  }

  send(body: unknown): void {
    if (typeof body === "object" && body !== null) this.json(body);
    else if (typeof body === "string") this.#body = body;
  }

  end(): void {
    // Nothing more comes.
  }

  toResponse(): Response {
    const headers = new Headers();
    for (const [name, value] of this.#headers) {
      for (const one of [value].flat()) headers.append(name, one);
    }
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    // Our configuration was checked at start: what next-auth calls its own failure is a request that it has no
    // answer to, as a GET of what only takes POST.
    const status = this.#status >= 500 ? 400 : this.#status;
    return new Response(this.#body, { status, headers });
  }
}
