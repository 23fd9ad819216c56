// What each recording needs to find in the company before its request is sent again, and which of its
// ids are ours instead: the recorded company itself is not to be had.

import type { Json } from "../clients/sample-records.ts";
import type { Exchange } from "./read-cassettes.ts";

export interface Caller {
  readonly url: string;
  readonly realmId: string;
  readonly accessToken: string;
  query(statement: string): Promise<readonly Json[]>;
  save(entity: string, body: Json): Promise<Json>;
}

type Rewrite = (exchange: Exchange) => Exchange;

const asRecorded: Rewrite = (exchange) => exchange;

/** Keyed by the recording's file; runs once before its first exchange. */
export const preparations: Readonly<Record<string, (caller: Caller) => Promise<Rewrite>>> = {
  "all/alt_select": async (caller) => {
    const rows = await caller.query("SELECT * FROM Customer ORDERBY Id MAXRESULTS 6");
    const ids = rows.map((row) => encodeURIComponent(`'${idOf(row)}'`)).join(",%20");
    return (exchange) => ({
      ...exchange,
      path: exchange.path.replace(/IN%20\(%275%27.*?%2710%27\)/, `IN%20(${ids})`),
    });
  },
  "attachment/create_for_invoice": async (caller) => {
    const id = await anyId(caller, "Invoice");
    return (exchange) => ({
      ...exchange,
      requestBody: exchange.requestBody.replace('"value":"75"', `"value":"${id}"`),
    });
  },
  "attachment/read_attachment": replaceAttachment,
  "attachment/delete_attachment": replaceAttachment,
  "attachment/error_estimate": () =>
    Promise.resolve((exchange) => ({
      ...exchange,
      requestBody: exchange.requestBody.replace('"value":"75"', '"value":"999999"'),
    })),
  "batch/basic": async (caller) => {
    const receipt = await anyRow(caller, "SalesReceipt");
    await caller.save("salesreceipt", { ...key(receipt), sparse: true, PrivateNote: "A private note." });
    return (exchange) => ({
      ...exchange,
      requestBody: exchange.requestBody
        .replace('"Id":"129"', '"Id":"999999"')
        .replace('"Id":"11"', `"Id":"${idOf(receipt)}"`),
    });
  },
  "cdc/basic": () =>
    Promise.resolve((exchange) => ({
      ...exchange,
      path: exchange.path.replace("2011-10-10T09:00:00-07:00", "2011-10-10T09%3A00%3A00-07%3A00"),
    })),
  "create/invoice": invoiceOfCustomer,
  "deactivate/account": async (caller) => {
    const made = await caller.save("account", {
      Name: "Fees Charged",
      AccountType: "Income",
      AccountSubType: "ServiceFeeIncome",
    });
    await caller.save("account", { ...key(made), sparse: true, Active: false });
    return replacing('"Id":"5"', made, "account/5", "Fees Billed", "Fees Charged");
  },
  "deactivate/employee": async (caller) => {
    const made = await caller.save("employee", {
      GivenName: "Emily",
      FamilyName: "Platter",
      DisplayName: "Emily Platter",
      PrintOnCheckName: "Emily Platter",
      SSN: "XXX-XX-XXXX",
      PrimaryAddr: {
        Line1: "15 Main St.",
        City: "Bayshore",
        CountrySubDivisionCode: "CA",
        PostalCode: "94326",
      },
    });
    await caller.save("employee", { ...key(made), sparse: true, Active: false });
    return replacing('"Id":"55"', made, "employee/55");
  },
  "delete/invoice": async (caller) => replacing('"Id":"266"', await newInvoice(caller), "invoice/266"),
  "error/400": () => Promise.resolve(asRecorded),
  "get/id": async (caller) => {
    const made = await caller.save("customer", {
      GivenName: "Dukes",
      FamilyName: "Bowl",
      DisplayName: "Dukes Bowling Alley",
      CompanyName: "Dukes Bowling Alley",
      Title: "Mr",
      PrimaryEmailAddr: { Address: "dukes@example.com" },
      PrimaryPhone: { FreeFormNumber: "(520) 420-5638" },
      BillAddr: { Line1: "25 Court St.", City: "Tucson", CountrySubDivisionCode: "AZ", PostalCode: "85719" },
      ShipAddr: { Line1: "25 Court St.", City: "Tucson", CountrySubDivisionCode: "AZ", PostalCode: "85719" },
    });
    return replacing('"Id":"5"', made, "customer/5");
  },
  "get_pdf/invoice": async (caller) => {
    const id = await anyId(caller, "Invoice");
    return (exchange) => ({ ...exchange, path: exchange.path.replace("invoice/130", `invoice/${id}`) });
  },
  "misc/ampersand": async (caller) => {
    const rows = await caller.query("SELECT * FROM Vendor WHERE DisplayName = 'Robertson & Associates'");
    if (rows.length === 0) await caller.save("vendor", { DisplayName: "Robertson & Associates" });
    return asRecorded;
  },
  "update/customer": async (caller) => {
    const made = await caller.save("customer", { DisplayName: "Doe2, Jane" });
    return replacing('"Id":"68"', made, "customer/68");
  },
  "update/sales_receipt": async (caller) => {
    const made = await caller.save("salesreceipt", {
      Line: [await salesLine(caller, { UnitPrice: 50, Qty: 2 })],
      DocNumber: "S-1008",
    });
    const item = (await anyRow(caller, "Item", "WHERE Type = 'Service'"))["Id"];
    return (exchange) => ({
      ...replacing('"Id":"17"', made, "salesreceipt/17")(exchange),
      requestBody: exchange.requestBody
        .replace('"Id":"17"', `"Id":"${idOf(made)}"`)
        .replace(/"SyncToken":"\d+"/, '"SyncToken":"0"')
        .replace('"value":"4","name":"Design"', `"value":"${String(item)}"`),
    });
  },
  "void/invoice": async (caller) => replacing('"Id":"264"', await newInvoice(caller), "invoice/264"),
};

function replacing(idText: string, made: Json, pathText: string, ...names: string[]): Rewrite {
  const [oldName, newName] = names;
  return (exchange) => ({
    ...exchange,
    path: exchange.path.replace(pathText, `${pathText.split("/")[0] ?? ""}/${idOf(made)}`),
    requestBody: exchange.requestBody
      .replace(idText, `"Id":"${idOf(made)}"`)
      .replaceAll(oldName ?? "\u0000", newName ?? ""),
  });
}

async function replaceAttachment(caller: Caller): Promise<Rewrite> {
  const id = await anyId(caller, "Attachable", "WHERE FileName = 'no_detail.xml'");
  return (exchange) => ({
    ...exchange,
    path: exchange.path.replace("5000000000000503624", id),
    requestBody: exchange.requestBody.replace("5000000000000503624", id),
  });
}

/** The recorded customer 1 has addresses; one of ours that has them too. */
async function invoiceOfCustomer(caller: Caller): Promise<Rewrite> {
  const customer = await customerWithAddresses(caller);
  return (exchange) => ({
    ...exchange,
    requestBody: exchange.requestBody.replace(
      '"CustomerRef":{"value":"1"}',
      `"CustomerRef":{"value":"${customer}"}`,
    ),
  });
}

async function newInvoice(caller: Caller): Promise<Json> {
  const customer = await customerWithAddresses(caller);
  return caller.save("invoice", { CustomerRef: { value: customer }, Line: [await salesLine(caller)] });
}

async function salesLine(caller: Caller, details: Json = {}): Promise<Json> {
  const item = await anyRow(caller, "Item", "WHERE Name = 'Services'");
  return {
    Amount: 100,
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: { ItemRef: { value: idOf(item) }, ...details },
  };
}

async function customerWithAddresses(caller: Caller): Promise<string> {
  const rows = await caller.query("SELECT * FROM Customer MAXRESULTS 1000");
  const fit = rows.find((row) => row["BillAddr"] && row["ShipAddr"] && !row["PrimaryEmailAddr"]);
  const made =
    fit ??
    (await caller.save("customer", {
      DisplayName: "Addressed Customer",
      BillAddr: {
        Line1: "4581 Finch St.",
        City: "Bayshore",
        CountrySubDivisionCode: "CA",
        PostalCode: "94326",
      },
      ShipAddr: {
        Line1: "4581 Finch St.",
        City: "Bayshore",
        CountrySubDivisionCode: "CA",
        PostalCode: "94326",
      },
    }));
  return idOf(made);
}

async function anyRow(caller: Caller, entity: string, where = ""): Promise<Json> {
  const [row] = await caller.query(`SELECT * FROM ${entity} ${where} MAXRESULTS 1`);
  if (!row) throw new Error(`the company has no ${entity} ${where}`);
  return row;
}

async function anyId(caller: Caller, entity: string, where = ""): Promise<string> {
  return idOf(await anyRow(caller, entity, where));
}

function idOf(row: Json): string {
  const id = row["Id"];
  if (typeof id !== "string") throw new Error("a record without Id");
  return id;
}

function key(row: Json): Json {
  return { Id: row["Id"], SyncToken: row["SyncToken"] };
}
