import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { parseForm } from "./parse-form.ts";

/** A request as the sandbox's handlers see it: read to its end, nothing interpreted but the URL. */
export interface Exchange {
  readonly method: string;
  /** Without the query string, still percent-encoded. */
  readonly path: string;
  /** The query string's keys and values; the first wins when a key comes twice. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The query string holds percent-escapes that are not UTF-8. */
  readonly parametersAreMalformed: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `http://127.0.0.1:4010`, as the client wrote the host. */
  readonly origin: string;
}

/** Intuit's documented cap on an upload; nothing larger is read into memory. */
const mostBytes = 100 * 1_048_576;
const nothing = Buffer.alloc(0);

/** @throws RangeError when the body exceeds 100 MB. */
export async function readExchange(request: IncomingMessage): Promise<Exchange> {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const form = parseForm(mark === -1 ? "" : url.slice(mark + 1));
  return {
    method: request.method ?? "GET",
    path: mark === -1 ? url : url.slice(0, mark),
    parameters: form.fields,
    parametersAreMalformed: form.isMalformed,
    headers: request.headers,
    body: await readBody(request),
    origin: `http://${request.headers.host ?? "127.0.0.1"}`,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (request.method === "GET" || request.method === "HEAD") return nothing;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new RangeError("The request body is larger than 100 MB.");
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? nothing) : Buffer.concat(chunks);
}
