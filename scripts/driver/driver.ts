// A browser without a screen: keeps cookies, follows redirects, reads and sends the forms of a page. For
// walking through Intuit's consent pages where there is no Chromium.

export interface VisitedPage {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export interface PageForm {
  readonly action: string;
  readonly method: string;
  /** As the page would send them untouched: hidden fields, defaults, the first choice. */
  readonly fields: ReadonlyMap<string, string>;
}

interface DriverRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const mostRedirects = 10;
const timeoutMs = 60_000;

export class Driver {
  readonly #cookies = new Map<string, Map<string, string>>();

  async get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<VisitedPage> {
    return this.#follow(url, { method: "GET", headers });
  }

  async getJson(url: string): Promise<unknown> {
    return asJson(await this.get(url, { accept: "application/json" }));
  }

  async postJson(url: string, body: unknown): Promise<unknown> {
    const headers = {
      "content-type": "application/json",
      accept: "application/json",
      origin: new URL(url).origin,
    };
    return asJson(await this.#follow(url, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  /** Sends a form of a page with what the person changed in it; null takes a field out. */
  async submit(
    page: VisitedPage,
    form: PageForm,
    changes: Readonly<Record<string, string | null>> = {},
  ): Promise<VisitedPage> {
    const fields = new Map(form.fields);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) fields.delete(name);
      else fields.set(name, value);
    }
    const url = new URL(form.action, page.url);
    return this.#follow(url.href, {
      method: form.method,
      headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(page.url).origin },
      body: new URLSearchParams([...fields]).toString(),
    });
  }

  async #follow(firstUrl: string, request: DriverRequest): Promise<VisitedPage> {
    let url = firstUrl;
    let next = request;
    for (let step = 0; step <= mostRedirects; step += 1) {
      const origin = new URL(url).host;
      const cookie = [...(this.#cookies.get(origin) ?? [])]
        .map(([name, value]) => `${name}=${value}`)
        .join("; ");
      const response = await fetch(url, {
        ...next,
        headers: { ...next.headers, ...(cookie === "" ? {} : { cookie }) },
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      this.#keepCookies(origin, response.headers.getSetCookie());
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) {
        return { url, status: response.status, text: await response.text() };
      }
      await response.body?.cancel();
      url = new URL(location, url).href;
      next = { method: "GET", headers: {} };
    }
    throw new Error(`${firstUrl} redirects without end.`);
  }

  #keepCookies(host: string, lines: readonly string[]): void {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      const isOver = attributes.some(
        (text) => /^\s*max-age=0$/i.test(text) || /^\s*expires=thu, 01 jan 1970/i.test(text),
      );
      if (isOver) jar.delete(name.trim());
      else jar.set(name.trim(), value.join("=").trim());
    }
  }
}

/** The forms of a page that is plain HTML, as Intuit's and the sandbox's are. */
export function formsOf(page: VisitedPage): PageForm[] {
  return [...page.text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(
    ([, attributes = "", content = ""]) => ({
      action: attribute(attributes, "action") ?? page.url,
      method: (attribute(attributes, "method") ?? "get").toUpperCase(),
      fields: fieldsIn(content),
    }),
  );
}

/** The page's only or first form. @throws with what the page says instead. */
export function formOf(page: VisitedPage): PageForm {
  const [form] = formsOf(page);
  if (form) return form;
  throw new Error(`${page.url} (status ${page.status}) shows no form: ${visibleText(page).slice(0, 300)}`);
}

export function visibleText(page: VisitedPage): string {
  return page.text
    .replaceAll(/<(style|script|head)\b.*?<\/\1>/gis, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function fieldsIn(content: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, attributes = ""] of content.matchAll(/<(?:input|button|option)\b([^>]*)>/gi)) {
    const name = attribute(attributes, "name");
    const type = attribute(attributes, "type");
    if (name === undefined) continue;
    if (type === "submit" && fields.has(name)) continue;
    if ((type === "radio" || type === "checkbox") && !/\bchecked\b/.test(attributes)) continue;
    fields.set(name, attribute(attributes, "value") ?? "");
  }
  return fields;
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes)?.[1];
  return found
    ?.replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

function asJson(page: VisitedPage): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(page.text);
  } catch {
    throw new Error(
      `${page.url} answered ${page.status} with something other than JSON: ${visibleText(page).slice(0, 300)}`,
    );
  }
  if (page.status < 400) return parsed;
  throw new Error(`${page.url} answered ${page.status}: ${page.text.slice(0, 500)}`);
}
