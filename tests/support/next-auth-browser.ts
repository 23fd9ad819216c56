// A browser as far as next-auth can tell: it keeps cookies and sends next-auth's own forms. The handler
// is called as Next.js' older router does, which needs no running server.

import imported from "next-auth";

import { authOptions } from "#lib/auth/sessions/auth-options.ts";

interface Reply {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
  readonly setCookies: readonly string[];
}

interface OldRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly body: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/* CommonJS with a `default` inside, which Node hands over whole. Its types know the router only. */
const nextAuth = ("default" in imported ? imported.default : imported) as (
  request: OldRequest,
  response: OldResponse,
  options: ReturnType<typeof authOptions>,
) => Promise<void>;

class OldResponse {
  code = 200;
  body: unknown = null;
  readonly headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.code = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }
  json(body: unknown): void {
    this.body = body;
  }
  send(body: unknown): void {
    this.body = body;
  }
  end(): void {
    // Nothing more to send.
  }
}

export class NextAuthBrowser {
  readonly cookies = new Map<string, string>();
  readonly #address: string;

  constructor(address = "198.51.100.7") {
    this.#address = address;
  }

  async signIn(email: string, password: string): Promise<Reply> {
    return this.#post(["callback", "credentials"], { email, password });
  }

  /** As a form on another site would: with the right fields, but not next-auth's own token. */
  async signInFromElsewhere(email: string, password: string): Promise<Reply> {
    return this.#send("POST", ["callback", "credentials"], { email, password });
  }

  async signOut(): Promise<Reply> {
    return this.#post(["signout"], {});
  }

  /** What next-auth tells pages about the session. */
  async session(): Promise<unknown> {
    return (await this.#send("GET", ["session"], {})).body;
  }

  /** For a Cookie header. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async #post(action: string[], form: Record<string, string>): Promise<Reply> {
    const { body } = await this.#send("GET", ["csrf"], {});
    const csrfToken = typeof body === "object" && body !== null ? String(Reflect.get(body, "csrfToken")) : "";
    return this.#send("POST", action, { ...form, csrfToken });
  }

  async #send(method: string, action: string[], body: Record<string, string>): Promise<Reply> {
    const response = new OldResponse();
    await nextAuth(
      {
        method,
        query: { nextauth: action },
        body,
        cookies: Object.fromEntries(this.cookies),
        headers: { "x-forwarded-for": this.#address, "user-agent": "a test browser" },
      },
      response,
      authOptions(),
    );
    const setCookies = [response.getHeader("set-cookie") ?? []].flat();
    for (const line of setCookies) this.#keep(line);
    const location = response.getHeader("location");
    return {
      status: response.code,
      location: typeof location === "string" ? location : null,
      body: response.body,
      setCookies,
    };
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
