import { openCompany } from "#sandbox/company/generate.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import type { Json, References } from "./sample-records.ts";

export interface PreparedCompany {
  readonly sandbox: RunningSandbox;
  readonly realmId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly references: References;
  /** First row of a query, straight over HTTP: the clients under test play no part in preparing. */
  first(statement: string): Promise<Json>;
}

/** A small company behind real HTTP, a token pair for it, and records to refer to. */
export async function preparedCompany(): Promise<PreparedCompany> {
  const sandbox = await startSandbox({ companies: 1, size: "small", seed: 7, limits: false, openCompany });
  const listed = await askJson(`${sandbox.url}/_sandbox/companies`);
  const realmId = textOf(firstOf(listed["companies"])["realmId"]);
  const token = await askJson(`${sandbox.url}/_sandbox/tokens`, { realmId });
  const accessToken = textOf(token["access_token"]);

  const first = async (statement: string): Promise<Json> => {
    const url = `${sandbox.url}/v3/company/${realmId}/query?query=${encodeURIComponent(statement)}`;
    const reply = await fetch(url, {
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json" },
    });
    const body = (await reply.json()) as { QueryResponse?: Json };
    return firstOf(Object.values(body.QueryResponse ?? {}).find(Array.isArray));
  };
  const idOf = async (statement: string) => textOf((await first(statement))["Id"]);
  const bank = await idOf("select * from Account where AccountType = 'Bank' orderby Id");
  return {
    sandbox,
    realmId,
    accessToken,
    refreshToken: textOf(token["refresh_token"]),
    first,
    references: {
      customer: await idOf("select * from Customer where Job = false"),
      vendor: await idOf("select * from Vendor"),
      item: await idOf("select * from Item where Type = 'Service'"),
      expenseAccount: await idOf("select * from Account where AccountType = 'Expense'"),
      bankAccount: bank,
      otherBankAccount: await idOf(
        "select * from Account where AccountType = 'Bank' orderby Id startposition 2 maxresults 1",
      ),
      employee: await idOf("select * from Employee"),
    },
  };
}

async function askJson(url: string, body?: Json): Promise<Json> {
  const reply = await fetch(
    url,
    body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
  );
  return (await reply.json()) as Json;
}

export function firstOf(list: unknown): Json {
  if (!Array.isArray(list) || list.length === 0) throw new Error("expected at least one row");
  return list[0] as Json;
}

export function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error("expected text");
  return value;
}
