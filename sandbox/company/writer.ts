import type { WireObject, WriteRequest, WriteResult } from "./company.ts";
import type { Balances } from "./balances.ts";
import { faults } from "./fault.ts";
import type { CompanyState } from "./state.ts";
import { textAt } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";

export class Writer {
  readonly #state: CompanyState;

  constructor(state: CompanyState, _balances: Balances) {
    this.#state = state;
  }

  write(request: WriteRequest): WriteResult {
    const { entity, operation, body } = request;
    if (!this.#state.offers(entity)) return faults.notOffered(entity);
    const table = this.#state.table(entity);
    const nowMs = this.#state.nowMs();
    const id = textAt(body, "Id");
    const before = id === undefined ? undefined : table.get(id);
    if (id !== undefined && before === undefined) return faults.notFound();
    if (operation === "delete" && before !== undefined) {
      table.delete(before.Id, nowMs);
      this.#state.emit({ entity, id: before.Id, operation: "deleted" });
      return { kind: "deleted", entity, id: before.Id };
    }
    if (before !== undefined && textAt(body, "SyncToken") !== before.SyncToken) return faults.stale("root");
    const object: WireObject = {
      ...(before ?? {}),
      ...body,
      domain: "QBO",
      sparse: false,
      Id: before?.Id ?? this.#state.nextId(entity),
      SyncToken: before === undefined ? "0" : String(Number(before.SyncToken) + 1),
      MetaData: {
        CreateTime: before?.MetaData.CreateTime ?? wireTime(nowMs),
        LastUpdatedTime: wireTime(nowMs),
      },
    };
    table.put(object, nowMs);
    this.#state.emit({ entity, id: object.Id, operation: before === undefined ? "created" : "updated" });
    return { kind: "written", object };
  }

  merge(_entity: string, _winnerId: string, _loserId: string): WriteResult {
    return faults.unsupported("merge");
  }
}
