import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { ask, at, clientOf, control, faultCode, startTiny, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startTiny();
});
beforeEach(async () => {
  await control(running, "DELETE", "/switches");
  await control(running, "POST", "/switches", { enforceLimits: false });
  client = await clientOf(running);
});
afterAll(() => running.stop());

const invoice = { CustomerRef: { value: "2" }, TotalAmt: 12 };

describe("envelopes", () => {
  test("a read carries the recorded headers and a Pacific time with milliseconds", async () => {
    const answered = await client.get("/invoice/5");
    expect(answered.status).toBe(200);
    expect(Object.keys(answered.json())).toEqual(["Invoice", "time"]);
    expect(String(answered.json()["time"])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00$/);
    expect(answered.headers.get("content-type")).toBe("application/json;charset=utf-8");
    expect(answered.headers.get("intuit_tid")).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(answered.headers.get("qbo-version")).not.toBeNull();
    expect(answered.headers.get("cache-control")).toContain("no-store");
  });

  test("settings have no id in their address, and Preferences come as one row without a position", async () => {
    expect(at((await client.get(`/companyinfo/${client.realmId}`)).json(), "CompanyInfo", "Id")).toBe("1");
    expect((await client.get("/preferences")).json()).toHaveProperty("Preferences");
    const found = at((await client.query("select * from Preferences")).json(), "QueryResponse") as object;
    expect(Object.keys(found)).toEqual(["Preferences", "maxResults"]);
  });

  test("a request without Accept gets XML, unless the switch says JSON", async () => {
    const { text, contentType } = await withoutAccept(`/invoice/5`);
    expect(contentType).toContain("application/xml");
    expect(text).toContain('<Invoice domain="QBO" sparse="false">');
    expect(text).toContain('<CustomerRef name="Amy">2</CustomerRef>');
    await control(running, "POST", "/switches", { acceptMissing: "json" });
    expect((await withoutAccept(`/invoice/5`)).contentType).toContain("application/json");
  });
});

describe("faults of the accounting service", () => {
  test.each([
    ["GET", "/invoice/999999", 400, "610"],
    ["GET", "/customer/1.5", 400, "2030"],
    ["GET", "/customer/1/5", 400, "500"],
    ["GET", "/nonsense/1", 400, "500"],
    ["PUT", "/invoice", 400, "500"],
    ["POST", "/invoice?operation=explode", 400, "500"],
    ["GET", "/journalcode/1", 400, "5030"],
  ])("%s %s is %i with code %s", async (method, path, status, code) => {
    const answered = await ask(`${running.url}/v3/company/${client.realmId}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${client.token}`,
        Accept: "application/json",
        "Content-Type": "application/json",
      },
      ...(method === "GET" ? {} : { body: "{}" }),
    });
    expect([answered.status, faultCode(answered)]).toEqual([status, code]);
    expect(answered.headers.get("content-type")).toBe("application/json");
    expect(answered.headers.get("intuit_tid")).not.toBeNull();
  });

  test("an invalid Id is refused before the envelope has a time, as recorded", async () => {
    expect((await client.get("/customer/1.5")).json()).toEqual({
      Fault: {
        Error: [
          {
            Message: "Invalid ID",
            Detail: "Id should be a valid number. Supplied value:1.5",
            code: "2030",
            element: "Id",
          },
        ],
        type: "ValidationFault",
      },
    });
  });

  test("a body that is not JSON, not an object, not UTF-8 or of a wrong type is refused", async () => {
    expect(faultCode(await client.post("/invoice", "{nonsense"))).toBe("2010");
    expect(faultCode(await client.post("/invoice", "[]"))).toBe("2010");
    expect(faultCode(await client.post("/invoice", "{}", { "Content-Type": "text/plain" }))).toBe("1050");
    const bytes = await ask(`${running.url}/v3/company/${client.realmId}/invoice`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${client.token}`,
        Accept: "application/json",
        "Content-Type": "application/json",
      },
      body: new Uint8Array([0x7b, 0xe9, 0x7d]),
    });
    expect(faultCode(bytes)).toBe("500");
  });
});

describe("the gateway", () => {
  test("refuses a missing, malformed and foreign token in its own shape", async () => {
    const path = `${running.url}/v3/company/${client.realmId}/invoice/5`;
    for (const headers of [
      {},
      { Authorization: "Bearer short" },
      { Authorization: `Bearer ${"x".repeat(5000)}` },
    ]) {
      const rejected = await ask(path, { headers: { Accept: "application/json", ...headers } });
      expect(rejected.status).toBe(401);
      expect(at(rejected.json(), "fault", "error", 0, "code")).toBe("3200");
      expect(at(rejected.json(), "fault", "type")).toBe("AUTHENTICATION");
      expect(rejected.json()).toHaveProperty("cdcresponse", []);
      expect(typeof rejected.json()["time"]).toBe("number");
    }
    const other = await clientOf(running, 1);
    const foreign = await ask(path, {
      headers: { Authorization: `Bearer ${other.token}`, Accept: "application/json" },
    });
    expect([foreign.status, at(foreign.json(), "fault", "error", 0, "code")]).toEqual([403, "3100"]);
  });

  test("answers an unknown company 403, or 404 by switch", async () => {
    const headers = { Authorization: `Bearer ${client.token}`, Accept: "application/json" };
    expect((await ask(`${running.url}/v3/company/1/invoice/5`, { headers })).status).toBe(403);
    await control(running, "POST", "/switches", { unknownRealm: "404" });
    expect((await ask(`${running.url}/v3/company/1/invoice/5`, { headers })).status).toBe(404);
  });
});

describe("requestid", () => {
  test("the second of two equal requests does nothing and gets the first one's bytes", async () => {
    const first = await client.post("/invoice?requestid=abc", invoice);
    const second = await client.post("/invoice?requestid=abc", invoice);
    expect(second.text).toBe(first.text);
    const other = await client.post("/invoice?requestid=abd", invoice);
    expect(at(other.json(), "Invoice", "Id")).not.toBe(at(first.json(), "Invoice", "Id"));
  });

  test("an empty one is none, a long one is refused, and it holds for one company only", async () => {
    const ids = [
      await client.post("/invoice?requestid=", invoice),
      await client.post("/invoice?requestid=", invoice),
    ];
    expect(new Set(ids.map((answered) => at(answered.json(), "Invoice", "Id"))).size).toBe(2);
    expect(faultCode(await client.post(`/invoice?requestid=${"x".repeat(51)}`, invoice))).toBe("2130");
    const mine = await client.post("/invoice?requestid=shared", { ...invoice, DocNumber: "mine" });
    const other = await (
      await clientOf(running, 1)
    ).post("/invoice?requestid=shared", { ...invoice, DocNumber: "theirs" });
    expect([at(mine.json(), "Invoice", "DocNumber"), at(other.json(), "Invoice", "DocNumber")]).toEqual([
      "mine",
      "theirs",
    ]);
  });

  test("a failed first try is forgotten, or replayed by switch", async () => {
    const stale = { Id: "5", SyncToken: "99" };
    expect(faultCode(await client.post("/invoice?requestid=again", stale))).toBe("5010");
    expect((await client.post("/invoice?requestid=again", invoice)).status).toBe(200);
    await control(running, "POST", "/switches", { requestIdReplaysErrors: true });
    expect(faultCode(await client.post("/invoice?requestid=again2", stale))).toBe("5010");
    expect(faultCode(await client.post("/invoice?requestid=again2", invoice))).toBe("5010");
  });
});

describe("batch", () => {
  test("each item answers for itself, by its bId, with 200 for the whole", async () => {
    const answered = await client.post("/batch", {
      BatchItemRequest: [
        { bId: "1", operation: "create", Invoice: invoice },
        { bId: "2", operation: "update", Invoice: { Id: "5", SyncToken: "99" } },
        { bId: "3", Query: "select count(*) from Customer" },
        { bId: "4", Query: "select * from Nothing" },
        { bId: "5", operation: "explode", Invoice: invoice },
      ],
    });
    expect(answered.status).toBe(200);
    const items = at(answered.json(), "BatchItemResponse") as Record<string, unknown>[];
    const byId = Object.fromEntries(items.map((item) => [String(item["bId"]), item]));
    expect(at(byId, "1", "Invoice", "SyncToken")).toBe("0");
    expect(at(byId, "2", "Fault", "Error", 0, "code")).toBe("5010");
    expect(at(byId, "3", "QueryResponse", "totalCount")).toBe(2);
    expect(at(byId, "4", "Fault", "Error", 0, "code")).toBe("4001");
    expect(at(byId, "5", "Fault", "Error", 0, "code")).toBe("500");
  });

  test("more than 30 items are refused whole, and the bound is a switch", async () => {
    const items = Array.from({ length: 31 }, (_, index) => ({
      bId: String(index),
      operation: "create",
      Invoice: invoice,
    }));
    const rejected = await client.post("/batch", { BatchItemRequest: items });
    expect([rejected.status, faultCode(rejected)]).toEqual([400, "1040"]);
    await control(running, "POST", "/switches", { batchItems: 50 });
    expect((await client.post("/batch", { BatchItemRequest: items })).status).toBe(200);
  });

  test("a requestid is the same only with the same bIds", async () => {
    const batch = (bId: string) => client.post("/batch?requestid=b", { BatchItemRequest: [{ bId, operation: "create", Invoice: invoice }] }); // prettier-ignore
    const [first, same, other] = [await batch("1"), await batch("1"), await batch("2")];
    expect(same.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });
});

describe("attachments and documents", () => {
  test("an upload comes back byte for byte through its temporary address, which dies after 15 minutes", async () => {
    const form = new FormData();
    const metadata = {
      AttachableRef: [{ EntityRef: { type: "Invoice", value: "5" } }],
      FileName: "a.txt",
      ContentType: "text/plain",
    };
    form.append(
      "file_metadata_01",
      new Blob([JSON.stringify(metadata)], { type: "application/json" }),
      "attachment.json",
    );
    const bytes = new Uint8Array([0, 1, 2, 13, 10, 255]);
    form.append("file_content_01", new Blob([bytes], { type: "text/plain" }), "a.txt");
    const uploaded = await ask(`${running.url}/v3/company/${client.realmId}/upload`, {
      method: "POST",
      headers: { Authorization: `Bearer ${client.token}`, Accept: "application/json" },
      body: form,
    });
    const attachable = at(uploaded.json(), "AttachableResponse", 0, "Attachable");
    expect(attachable).toMatchObject({ FileName: "a.txt", Size: 6, ContentType: "text/plain" });
    const address = String(at(attachable, "TempDownloadUri"));
    expect(new Uint8Array(await (await fetch(address)).arrayBuffer())).toEqual(bytes);
    const id = String(at(attachable, "Id"));
    expect((await client.get(`/download/${id}`)).text).toContain(
      `/attachments/${client.realmId}/${id}?expires=`,
    );
    await control(running, "POST", "/clock", { advanceMs: 901_000 });
    expect((await ask(address)).status).toBe(403);
  });

  test("a PDF begins like one, and sending changes the e-mail status", async () => {
    const pdf = await client.get("/invoice/5/pdf", { Accept: "application/pdf" });
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.text.startsWith("%PDF-1.4")).toBe(true);
    const sent = await client.post("/invoice/5/send?sendTo=a@b.example", "", {
      "Content-Type": "application/octet-stream",
    });
    expect(sent.status).toBe(200);
  });
});

function withoutAccept(path: string): Promise<{ text: string; contentType: string }> {
  // fetch always sends an Accept header, so this one request is made by hand.
  return import("node:http").then(
    ({ get }) =>
      new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${client.token}` };
        get(`${running.url}/v3/company/${client.realmId}${path}`, { headers }, (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("end", () => resolve({ text, contentType: response.headers["content-type"] ?? "" }));
        }).on("error", reject);
      }),
  );
}
