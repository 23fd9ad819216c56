// Every recorded exchange with Intuit, sent to the sandbox: same status, same headers that matter, same
// fault, same JSON shape. Prints a table of what matched.

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openCompany } from "#sandbox/company/generate.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import type { Json } from "../clients/sample-records.ts";
import { explained } from "./explained.ts";
import { readIntuitNames } from "./intuit-names.ts";
import { differences, kindPath, shapeOf, type Difference, type Known } from "./json-shape.ts";
import { preparations, type Caller } from "./prepare.ts";
import { readCassettes, type Exchange } from "./read-cassettes.ts";

// A recording that deletes comes after those that read what it deletes.
const exchanges = readCassettes().toSorted((one, other) => Number(isEnd(one)) - Number(isEnd(other)));
const known: Known = { always: whatIntuitAlwaysSends(), names: readIntuitNames() };
const used = new Set<RegExp>();
const rows: { exchange: string; status: string; members: number; differences: string }[] = [];

/** Whose records were made from what the recording holds, so that nothing may be missing. */
const preparedAlike = new Set([
  "create/customer #1",
  "create/invoice #1",
  "deactivate/account #1",
  "deactivate/account #2",
  "delete/invoice #1",
  "delete/invoice #2",
  "update/customer #1",
  "update/customer #2",
  "update/sales_receipt #2",
  "void/invoice #1",
  "void/invoice #2",
  "attachment/create_for_invoice #1",
  "attachment/read_attachment #1",
  "attachment/delete_attachment #1",
  "attachment/error_estimate #1",
]);

let sandbox: RunningSandbox;
let caller: Caller;
const rewrites = new Map<string, (exchange: Exchange) => Exchange>();

beforeAll(async () => {
  sandbox = await startSandbox({ companies: 1, size: "small", seed: 42, limits: false, openCompany });
  // Recorded in 2020, when older changes were still answered and records had fewer members.
  sandbox.sandbox.switches.set({ cdcTooOld: "answer", reportLayout: "2020", membersOf2026: false });
  caller = await callerFor(sandbox);
});
afterAll(async () => {
  console.table(rows);
  await sandbox.stop();
});

test("there are recordings to compare with", () => {
  expect(exchanges.length).toBeGreaterThan(45);
});

describe.each(exchanges)("$name", (recorded) => {
  test("is answered as Intuit answered", async () => {
    const exchange = (await rewriteOf(recorded.name.replace(/ #\d+$/, "")))(recorded);
    const expired = recorded.status === 401;
    const reply = await send(exchange, expired ? await expiredToken() : caller.accessToken);
    const body = Buffer.from(await reply.arrayBuffer()).toString("latin1");

    expect(reply.status).toBe(recorded.status);
    expect(reply.headers.get("content-type")).toBe(recorded.headers["content-type"]);
    const cacheControl = recorded.headers["cache-control"];
    if (cacheControl) expect(reply.headers.get("cache-control")).toBe(cacheControl);
    expect(reply.headers.get("www-authenticate")).toBe(recorded.headers["www-authenticate"] ?? null);
    expect(reply.headers.get("intuit_tid")).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);

    if (recorded.body.startsWith("%PDF")) {
      expect(body).toMatch(/^%PDF-1\.\d/);
      rows.push({ exchange: recorded.name, status: String(reply.status), members: 0, differences: "" });
      return;
    }
    const theirs: unknown = JSON.parse(recorded.body);
    const ours: unknown = JSON.parse(body);
    expect(faultsOf(ours)).toEqual(faultsOf(theirs));

    const shape = shapeOf(theirs);
    const found = differences(shape, shapeOf(ours), known, preparedAlike.has(recorded.name));
    rows.push({
      exchange: recorded.name,
      status: String(reply.status),
      members: shape.size,
      differences: found.map(sentence).join("; "),
    });
    expect(found.filter((difference) => !isExplained(difference)).map(sentence)).toEqual([]);
  });
});

test("no explanation is left over", () => {
  expect(explained.filter(({ matches }) => !used.has(matches))).toEqual([]);
});

function isEnd({ name }: Exchange): boolean {
  return name.startsWith("attachment/delete");
}

/** Members that all objects of a kind have in every recording: what a client may rely on. */
function whatIntuitAlwaysSends(): ReadonlySet<string> {
  const always = new Set<string>();
  const notAlways = new Set<string>();
  for (const { body, status } of readCassettes()) {
    if (status !== 200 || body.startsWith("%PDF")) continue;
    const json: unknown = JSON.parse(body);
    if (body.includes('"status":"Deleted"')) continue;
    for (const [path, member] of shapeOf(json)) (member.always ? always : notAlways).add(kindPath(path));
  }
  const everywhere = new Set([...always].filter((path) => !notAlways.has(path)));
  // A kind that one recording shows without a member that another has.
  for (const { body, status } of readCassettes()) {
    if (status !== 200 || body.startsWith("%PDF") || body.includes('"status":"Deleted"')) continue;
    const shape = new Set([...shapeOf(JSON.parse(body)).keys()].map(kindPath));
    for (const path of everywhere) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf(".")));
      if (parent !== "" && shape.has(parent.replace(/\[\]$/, "")) && !shape.has(path))
        everywhere.delete(path);
    }
  }
  return everywhere;
}

const sentence = ({ path, message }: Difference) => `${path}: ${message}`;

function isExplained(difference: Difference): boolean {
  const reasons = explained.filter(({ matches }) => matches.test(sentence(difference)));
  for (const { matches } of reasons) used.add(matches);
  return reasons.length > 0;
}

/** Code, message, type and element of every fault in a body, in order: those are not a matter of shape. */
function faultsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(faultsOf);
  if (typeof value !== "object" || value === null) return [];
  const object = value as Record<string, unknown>;
  const own =
    "code" in object ? [[object["code"], object["Message"] ?? object["message"], object["element"]]] : [];
  return [
    ...own,
    ...("type" in object && "Error" in object ? [object["type"]] : []),
    ...Object.values(object).flatMap(faultsOf),
  ];
}

async function rewriteOf(file: string): Promise<(exchange: Exchange) => Exchange> {
  const known = rewrites.get(file);
  if (known) return known;
  const made = (await preparations[file]?.(caller)) ?? ((exchange: Exchange) => exchange);
  rewrites.set(file, made);
  return made;
}

function send(exchange: Exchange, accessToken: string): Promise<Response> {
  return fetch(`${caller.url}/v3/company/${caller.realmId}/${exchange.path}`, {
    method: exchange.method,
    headers: {
      Accept: exchange.requestHeaders["accept"] ?? "application/json",
      "Content-Type": exchange.requestHeaders["content-type"] ?? "application/json",
      Authorization: `Bearer ${accessToken}`,
    },
    ...(exchange.method === "POST" ? { body: exchange.requestBody } : {}),
  });
}

async function callerFor({ url }: RunningSandbox): Promise<Caller> {
  const listed = (await (await fetch(`${url}/_sandbox/companies`)).json()) as {
    companies: { realmId: string }[];
  };
  const realmId = listed.companies[0]?.realmId ?? "";
  const accessToken = await newToken(url, realmId);
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    Authorization: `Bearer ${accessToken}`,
  };
  const ask = async (path: string, body?: Json): Promise<Json> => {
    const reply = await fetch(`${url}/v3/company/${realmId}/${path}`, {
      headers,
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    const answer = (await reply.json()) as Json;
    if (!reply.ok || "Fault" in answer) throw new Error(`preparing failed: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    realmId,
    accessToken,
    query: async (statement) => {
      const answer = await ask(`query?query=${encodeURIComponent(statement)}`);
      return (Object.values(answer["QueryResponse"] as Json).find(Array.isArray) ?? []) as Json[];
    },
    save: async (entity, body) => {
      const answer = await ask(entity, body);
      return Object.entries(answer).find(([name]) => name !== "time")?.[1] as Json;
    },
  };
}

async function newToken(url: string, realmId: string): Promise<string> {
  const reply = await fetch(`${url}/_sandbox/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ realmId }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

async function expiredToken(): Promise<string> {
  const token = await newToken(caller.url, caller.realmId);
  await fetch(`${caller.url}/_sandbox/tokens/expire`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ accessToken: token }),
  });
  return token;
}
