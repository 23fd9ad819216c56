// Recordings of Intuit's API (VCR files), as requests that can be sent again and replies to compare with.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

export interface Exchange {
  /** "create/invoice.yml #1" */
  readonly name: string;
  readonly method: string;
  /** From the company on: "query?query=…", "invoice/266". */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface RecordedMessage {
  readonly headers: Record<string, string[]>;
  readonly body: { readonly string?: string | Uint8Array; readonly base64_string?: string };
}
interface RecordedFile {
  readonly http_interactions: readonly {
    readonly request: RecordedMessage & { readonly method: string; readonly uri: string };
    readonly response: RecordedMessage & { readonly status: { readonly code: number } };
  }[];
}

const folder = path.resolve(import.meta.dirname, "../../../../shared/recorded/http-cassettes");

export function readCassettes(): readonly Exchange[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yml"),
  );
  return files.toSorted().flatMap((file) => {
    const recorded = parse(readFileSync(path.join(folder, file), "utf8")) as RecordedFile;
    return recorded.http_interactions.map(({ request, response }, index) => ({
      name: `${file.replace(".yml", "")} #${index + 1}`,
      method: request.method.toUpperCase(),
      // Some recordings lost the company's part of the path when it was made anonymous.
      path: request.uri.replace(/^.*?\/v3\/(?:company\/[^/]+\/)?/, ""),
      requestHeaders: lowerCased(request.headers),
      requestBody: textOf(request.body),
      status: response.status.code,
      headers: lowerCased(response.headers),
      body: textOf(response.body),
    }));
  });
}

function lowerCased(headers: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values[0] ?? ""]),
  );
}

function textOf({ string, base64_string }: RecordedMessage["body"]): string {
  if (base64_string !== undefined) return Buffer.from(base64_string, "base64").toString("latin1");
  return typeof string === "string" ? string : Buffer.from(string ?? []).toString("latin1");
}
