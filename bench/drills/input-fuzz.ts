// Sound, spoilt and hostile input at every operation of every route, as each role, as a stranger and with made-up
// cookies: nothing is answered 500, and no answer tells anything of another firm.

import fc from "fast-check";

import { config } from "#lib/config/config.ts";
import { walkRoutes, type WalkedRoute } from "#tests/support/declared-access.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startDrillDatabase } from "./drill-database.ts";
import { createFirmUnderFuzz, type FirmUnderFuzz } from "./fuzz/firm-under-fuzz.ts";
import { inputsOf, type FuzzedInput } from "./fuzz/fuzzed-input.ts";

export interface InputFuzzOptions {
  readonly seed: number;
  readonly inputs: number;
  readonly print: (line: string) => void;
}

export async function inputFuzz(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    setTestEnvironment({ databaseUrl: database.urls.application, more: { LOG_LEVEL: "error" } });
    return await fuzzInputs({
      seed: run.argument("seed", Date.now() % 1_000_000),
      inputs: run.argument("inputs", 15_000),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

const atOnce = 8;
/** Inputs for which two firms last: enough of their people are then disabled or signed out. */
const perFirm = 160;

interface Fault {
  readonly what: string;
  readonly input: FuzzedInput;
}

/** In a process whose environment names a database of its own. The seed decides all but the ids. */
export async function fuzzInputs({ seed, inputs, print }: InputFuzzOptions): Promise<Report> {
  print(`seed ${seed}`);
  const operations = await walkRoutes();
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const all = generateInputs(operations, seed, inputs);
  const statuses = new Map<number, number>();
  const faults: Fault[] = [];
  let rejectedByPostgres = 0;
  let firm = await createFirmUnderFuzz();
  for (let done = 0; done < all.length; done += atOnce) {
    if (done % perFirm === 0) firm = await createFirmUnderFuzz();
    const sent = all.slice(done, done + atOnce);
    const answers = await Promise.all(sent.map((input) => send(byName, input, firm)));
    for (const [index, answer] of answers.entries()) {
      const input = sent[index];
      if (!input) continue;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.text.includes("cannot be stored or compared")) {
        rejectedByPostgres += 1;
        if (rejectedByPostgres <= 5) print(`only PostgreSQL refused ${JSON.stringify(input)}`);
      }
      const what = faultOf(answer, input, firm);
      if (what !== null) faults.push({ what, input });
    }
  }
  for (const { what, input } of faults.slice(0, 10)) print(`${what}: ${JSON.stringify(input)}`);
  return {
    passed: faults.length === 0,
    figures: {
      seed,
      inputs: all.length,
      operations: operations.length,
      faults: faults.length,
      rejectedByPostgres,
      ...Object.fromEntries([...statuses].sort().map(([status, count]) => [`answered${status}`, count])),
    },
  };
}

/**
 * One of each operation after the other, so that what one does meets what the others ask; more often those that
 * take a query or a body.
 */
function generateInputs(
  operations: readonly WalkedRoute[],
  seed: number,
  inputs: number,
): readonly FuzzedInput[] {
  const shares = operations.flatMap((operation) =>
    Array.from({ length: takesMuch(operation) ? 5 : 1 }, () => operation),
  );
  const rounds = Math.ceil(inputs / shares.length);
  const lists = shares.map((operation, index) =>
    fc.sample(inputsOf(operation), { seed: seed + index, numRuns: rounds }),
  );
  return Array.from({ length: rounds }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1)))
    .flat()
    .slice(0, inputs);
}

function takesMuch({ contract, path }: WalkedRoute): boolean {
  return Boolean(contract?.query ?? contract?.body) || path.startsWith("/api/auth/[");
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(
  operations: ReadonlyMap<string, WalkedRoute>,
  input: FuzzedInput,
  firm: FirmUnderFuzz,
): Promise<Answer> {
  const operation = operations.get(input.operation);
  if (!operation) return { status: 0, text: "no such operation" };
  const params = Object.fromEntries(
    Object.entries(input.params).map(([name, value]) => [name, firm.fill(value)]),
  );
  try {
    const response = await operation.handler(requestFor(operation, input, firm), {
      params: Promise.resolve(params),
    });
    return {
      status: response.status,
      text: `${response.headers.get("location") ?? ""} ${await response.text()}`,
    };
  } catch (thrown) {
    return { status: 500, text: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

function requestFor(operation: WalkedRoute, input: FuzzedInput, firm: FirmUnderFuzz): Request {
  const { appUrl } = config();
  const own =
    input.sender === "nobody" ? "" : input.sender === "somebody else" ? "" : firm.cookies[input.sender];
  const forged = input.sender === "somebody else" ? "next-auth.session-token=eyJhbGciOiJkaXIifQ..x.y.z" : "";
  const body = typeof input.body === "string" ? firm.fill(input.body) : input.body;
  const path = operation.path.replace(/\[[^\]]+\]/g, "x");
  return new Request(`${appUrl}${path}?${firm.fill(decodeKnown(input.search))}`, {
    method: operation.method,
    headers: {
      origin: appUrl,
      cookie: `${own}${forged}${input.moreCookies}`,
      ...input.headers,
    },
    ...(body === null || operation.method === "GET" ? {} : { body }),
  });
}

/** Placeholders were escaped with the rest of the query. */
function decodeKnown(search: string): string {
  return search.replace(/%3C([a-z%20]+)%3E/g, (_, word: string) => `<${word.replaceAll("%20", " ")}>`);
}

/** QuickBooks does not answer here, which is no fault of what was asked. */
const awayCodes = /"code":"quickbooks\.(?:unavailable|timeout|circuit_open)"/;

function faultOf({ status, text }: Answer, input: FuzzedInput, firm: FirmUnderFuzz): string | null {
  if (text.includes(firm.theirWord)) return "another firm's row";
  if (input.operation === "POST /api/webhooks/quickbooks" && status !== 401 && status !== 413) {
    return `${status} for an unsigned delivery`;
  }
  if (status < 500 && status >= 200) return null;
  return awayCodes.test(text) ? null : `${status} ${text.slice(0, 400)}`;
}
