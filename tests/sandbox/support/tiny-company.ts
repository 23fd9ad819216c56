import { pacificSeconds } from "#sandbox/clock/pacific-time.ts";
import type {
  BooksFault,
  Company,
  CompanyEvent,
  DeletedStub,
  OpenCompany,
  ScanOptions,
  WireObject,
  WriteRequest,
  WriteResult,
} from "#sandbox/company/company.ts";

/**
 * Books without bookkeeping, for tests of the protocol alone: objects are kept as sent, with Ids, SyncTokens
 * and times. `records` in the company's size is the number of Invoices, one minute apart, besides 3 Customers.
 */
export const openTinyCompany: OpenCompany = (spec, clock) => {
  const rows = new Map<string, Map<string, WireObject>>();
  const stubs: DeletedStub[] = [];
  const listeners: ((event: CompanyEvent) => void)[] = [];
  let lastId = 0;

  const of = (entity: string) => {
    const table = rows.get(entity) ?? new Map<string, WireObject>();
    rows.set(entity, table);
    return table;
  };
  const put = (entity: string, fields: Record<string, unknown>, createdMs: number, updatedMs: number) => {
    lastId += 1;
    const row = made(fields, String(lastId), "0", createdMs, updatedMs);
    of(entity).set(row.Id, row);
    return row;
  };
  const emit = (entity: string, id: string, operation: CompanyEvent["operation"], deletedId?: string) => {
    const event = { realmId: spec.realmId, entity, id, operation, atMs: clock.now() };
    for (const listener of listeners) listener(deletedId === undefined ? event : { ...event, deletedId });
  };

  const invoices = typeof spec.size === "number" ? spec.size : 20;
  const startMs = clock.now() - invoices * 60_000;
  put("CompanyInfo", { CompanyName: `Tiny ${spec.index}`, Country: "US" }, startMs, startMs);
  of("CompanyInfo").set("1", { ...made({ CompanyName: `Tiny ${spec.index}` }, "1", "0", startMs, startMs) });
  of("Preferences").set("1", made({ OtherPrefs: { NameValue: [] } }, "1", "0", startMs, startMs));
  for (const [index, DisplayName] of [
    "Amy's Bird Sanctuary",
    "Bill & Sons",
    "Cool Cars (deleted)",
  ].entries()) {
    put("Customer", { DisplayName, Active: index < 2, Balance: index * 12.5 }, startMs, startMs);
  }
  for (let index = 0; index < invoices; index += 1) {
    const at = startMs + index * 60_000;
    const fields = {
      DocNumber: String(1000 + index),
      TxnDate: pacificSeconds(at).slice(0, 10),
      CustomerRef: { value: index % 2 === 0 ? "2" : "3", name: "Amy" },
      TotalAmt: index + 0.5,
      PrivateNote: `note ${index}`,
    };
    put("Invoice", fields, at, at);
  }

  const scan = (entity: string, options: Partial<ScanOptions>) => {
    const timeOf = (row: WireObject) => Date.parse(row.MetaData.LastUpdatedTime);
    const found = [...of(entity).values()].filter(
      (row) =>
        !(options.activeOnly === true && row["Active"] === false) &&
        timeOf(row) >= (options.updatedFromMs ?? -Infinity) &&
        timeOf(row) <= (options.updatedToMs ?? Infinity),
    );
    const byId = (left: WireObject, right: WireObject) => Number(left.Id) - Number(right.Id);
    found.sort(
      options.order === "updated" ? (left, right) => timeOf(left) - timeOf(right) || byId(left, right) : byId,
    );
    if (options.descending === true) found.reverse();
    const offset = options.offset ?? 0;
    return found.slice(offset, options.limit === undefined ? undefined : offset + options.limit);
  };

  const write = ({ entity, operation, body }: WriteRequest): WriteResult => {
    const id = typeof body["Id"] === "string" ? body["Id"] : undefined;
    if (id === undefined) {
      const row = put(entity, body, clock.now(), clock.now());
      emit(entity, row.Id, "created");
      return { kind: "written", object: row };
    }
    const old = of(entity).get(id);
    if (old === undefined) return fault("610", "Object Not Found");
    if (operation !== "send" && body["SyncToken"] !== old.SyncToken)
      return fault("5010", "Stale Object Error");
    if (operation === "delete") {
      of(entity).delete(id);
      stubs.push({ entity, id, deletedAtMs: Math.floor(clock.now() / 1000) * 1000 });
      emit(entity, id, "deleted");
      return { kind: "deleted", entity, id };
    }
    const fields = operation === "void" ? { ...old, PrivateNote: "Voided" } : { ...old, ...body };
    const createdMs = Date.parse(old.MetaData.CreateTime ?? old.MetaData.LastUpdatedTime);
    const row = made(fields, id, String(Number(old.SyncToken) + 1), createdMs, clock.now());
    of(entity).set(id, row);
    emit(entity, id, operation === "void" ? "voided" : operation === "send" ? "emailed" : "updated");
    return { kind: "written", object: row };
  };

  const company: Company = {
    realmId: spec.realmId,
    name: `Tiny ${spec.index}`,
    country: "US",
    offers: (entity) => entity !== "JournalCode",
    read: (entity, id) => of(entity).get(id),
    scan,
    count: (entity, options) => scan(entity, options).length,
    deletedSince: (entity, sinceMs) =>
      stubs.filter((stub) => stub.entity === entity && stub.deletedAtMs >= sinceMs),
    write,
    merge: (entity, winnerId, loserId) => {
      const winner = of(entity).get(winnerId);
      if (winner === undefined || !of(entity).delete(loserId)) return fault("610", "Object Not Found");
      emit(entity, winnerId, "merged", loserId);
      return { kind: "written", object: winner };
    },
    act: () => fault("5030", "Feature Not Supported Error"),
    onEvent: (listener) => {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
    report: (name) => ({ Header: { ReportName: name } }),
    ledger: () => [],
  };
  return company;
};

function made(
  fields: object,
  Id: string,
  SyncToken: string,
  createdMs: number,
  updatedMs: number,
): WireObject {
  const MetaData = { CreateTime: pacificSeconds(createdMs), LastUpdatedTime: pacificSeconds(updatedMs) };
  return { domain: "QBO", sparse: false, ...fields, Id, SyncToken, MetaData };
}

function fault(code: string, Message: string): BooksFault {
  return {
    kind: "fault",
    status: 400,
    type: "ValidationFault",
    errors: [{ Message, Detail: Message, code }],
  };
}
