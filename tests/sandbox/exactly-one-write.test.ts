// What judges "exactly one write" in the tests of clients that write: the log of effective writes, requestid
// and its scope, an edit between reading and writing, and a type that is bought later.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, clientOf, control, faultCode, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startSandbox({ companies: 1, size: "small", seed: 42, limits: false });
  client = await clientOf(running);
});
afterAll(() => running.stop());
afterEach(async () => {
  await control(running, "DELETE", "/switches");
  await control(running, "POST", "/switches", { enforceLimits: false });
  await control(running, "POST", `/companies/${client.realmId}/plan`, { without: [] });
});

interface Write {
  readonly entity: string;
  readonly id: string;
  readonly operation: string;
  readonly requestid: string | null;
  readonly actor: string;
}

const writes = async (): Promise<readonly Write[]> =>
  (await control(running, "GET", `/companies/${client.realmId}/writes`)).json()["writes"] as Write[];
const of = async (id: unknown) => (await writes()).filter((write) => write.id === id);

async function made(entity: string, body: object, requestid?: string): Promise<Record<string, unknown>> {
  const path = `/${entity.toLowerCase()}${requestid === undefined ? "" : `?requestid=${requestid}`}`;
  const answered = await client.post(path, body);
  expect(answered.status, answered.text).toBe(200);
  return answered.json()[entity] as Record<string, unknown>;
}

describe("the log of effective writes", () => {
  test("has creation, change and deletion with requestid and SyncToken before and after, and no replay", async () => {
    const note = await made("Attachable", { Note: "first" }, "r-1");
    await made("Attachable", { Note: "first" }, "r-1");
    const { Id, SyncToken } = note;
    await made("Attachable", { Id, SyncToken, sparse: true, Note: "second" }, "r-2");
    await client.post("/attachable?operation=delete&requestid=r-3", { Id });
    expect(await of(Id)).toEqual(
      [
        { operation: "created", requestid: "r-1", syncTokenBefore: null, syncTokenAfter: "0" },
        { operation: "updated", requestid: "r-2", syncTokenBefore: "0", syncTokenAfter: "1" },
        { operation: "deleted", requestid: "r-3", syncTokenBefore: "1", syncTokenAfter: null },
      ].map((write) => ({
        ...write,
        entity: "Attachable",
        id: Id,
        actor: "api",
        at: expect.any(String) as string,
      })),
    );
  });

  test("has neither refused writes nor updates that change nothing", async () => {
    const vendor = await made("Vendor", { DisplayName: "Written Once" });
    const { Id, SyncToken } = vendor;
    await made("Vendor", { Id, SyncToken, sparse: true, DisplayName: "Written Once" }, "same");
    const stale = await client.post("/vendor", { Id, SyncToken: "7", sparse: true, DisplayName: "Other" });
    expect(faultCode(stale)).toBe("5010");
    expect((await of(Id)).map(({ operation }) => operation)).toEqual(["created"]);
  });

  test("has what a person does in the product, without the requestid of a client", async () => {
    const before = (await writes()).length;
    await control(running, "POST", `/companies/${client.realmId}/changes`, {
      entity: "Customer",
      body: { DisplayName: "By Hand" },
    });
    expect((await writes()).slice(before)).toMatchObject([
      { entity: "Customer", operation: "created", actor: "person", requestid: null },
    ]);
  });

  test("has every write of a batch under the batch's requestid", async () => {
    const items = ["One", "Two"].map((name, index) => ({
      bId: String(index),
      operation: "create",
      Vendor: { DisplayName: `Batched ${name}` },
    }));
    const body = { BatchItemRequest: items };
    await client.post("/batch?requestid=b-1", body);
    await client.post("/batch?requestid=b-1", body);
    expect((await writes()).filter(({ requestid }) => requestid === "b-1")).toHaveLength(2);
  });
});

describe("requestid", () => {
  const twice = async (entity: string, body: object, requestid: string) => {
    const path = `/${entity.toLowerCase()}?requestid=${requestid}`;
    const first = await client.post(path, body);
    const second = await client.post(path, body);
    return [first.text === second.text, faultCode(second)];
  };

  test("covers every write, or transactions alone: then a name sent again is 6240", async () => {
    expect(await twice("Customer", { DisplayName: "Sent Twice" }, "n-1")).toEqual([true, undefined]);
    await control(running, "POST", "/switches", { requestIdScope: "transactions" });
    expect(await twice("Customer", { DisplayName: "Sent Twice Too" }, "n-2")).toEqual([false, "6240"]);
    const transfer = {
      FromAccountRef: { value: "35" },
      ToAccountRef: { value: "36" },
      Amount: 12,
    };
    expect(await twice("Transfer", transfer, "n-3")).toEqual([true, undefined]);
  });

  test("is forgotten after requestIdHours", async () => {
    await control(running, "POST", "/switches", { requestIdHours: 0 });
    const note = { Note: "forgotten" };
    const first = await made("Attachable", note, "h-1");
    expect((await made("Attachable", note, "h-1"))["Id"]).not.toBe(first["Id"]);
  });
});

test("an edit at reading comes once, between a client's read and its write", async () => {
  const { Id } = await made("Vendor", { DisplayName: "Edited Between" });
  const path = `/companies/${client.realmId}/edit-at-read`;
  const asked = { entity: "Vendor", id: Id, body: { AcctNum: "R-1" } };
  expect((await control(running, "POST", path, asked)).status).toBe(200);
  const read = (await client.get(`/vendor/${String(Id)}`)).json()["Vendor"] as Record<string, unknown>;
  expect(read["AcctNum"]).toBeUndefined();
  const change = { Id, SyncToken: read["SyncToken"], sparse: true, AcctNum: "C-1" };
  expect(faultCode(await client.post("/vendor", change))).toBe("5010");
  const again = (await client.get(`/vendor/${String(Id)}`)).json()["Vendor"];
  expect(again).toMatchObject({ AcctNum: "R-1", SyncToken: "1" });
  expect((await control(running, "POST", path, { ...asked, id: "999999" })).status).toBe(404);
});

describe("a type that is bought later", () => {
  test("answers 5030 until it is bought, and then has all that was recorded before", async () => {
    const count = async () => client.query("select count(*) from Bill");
    const before = at((await count()).json(), "QueryResponse", "totalCount");
    expect(Number(before)).toBeGreaterThan(0);
    const path = `/companies/${client.realmId}/plan`;
    expect((await control(running, "POST", path, { without: ["bill"] })).json()).toEqual({
      without: ["Bill"],
    });
    expect(faultCode(await count())).toBe("5030");
    expect(faultCode(await client.get("/bill/1"))).toBe("5030");
    expect(faultCode(await client.post("/bill", {}))).toBe("5030");
    const listed = (await control(running, "GET", "/companies")).json()["companies"];
    expect(at(listed, 0, "counts", "Bill")).toBeUndefined();
    await control(running, "POST", path, { without: [] });
    expect(at((await count()).json(), "QueryResponse", "totalCount")).toBe(before);
  });

  test("must be one that there is", async () => {
    const answered = await control(running, "POST", `/companies/${client.realmId}/plan`, {
      without: ["Billl"],
    });
    expect([answered.status, answered.json()["error"]]).toEqual([400, "There is no entity Billl."]);
  });
});
