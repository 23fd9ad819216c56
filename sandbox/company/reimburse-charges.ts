// QuickBooks makes a ReimburseCharge of each billable expense line: what may be put on the customer's
// next invoice. It posts nothing, and no client can write it.

import type { WireObject } from "./company.ts";
import { listObject } from "../generate/list-object.ts";
import type { Links } from "./links.ts";
import { linkTypeOf } from "./links.ts";
import type { CompanyState } from "./state.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "./wire-fields.ts";

export class ReimburseCharges {
  readonly #state: CompanyState;
  readonly #links: Links;
  /** Charge ids by the expense they came from, then by its line. */
  readonly #bySource = new Map<string, Map<string, string>>();

  constructor(state: CompanyState, links: Links) {
    this.#state = state;
    this.#links = links;
  }

  follow(entity: "Bill" | "Purchase", object: WireObject): void {
    const known = this.#bySource.get(object.Id) ?? new Map<string, string>();
    const wanted = new Map<string, Fields>();
    for (const line of listAt(object, "Line")) {
      const detail =
        fieldsAt(line, "AccountBasedExpenseLineDetail") ?? fieldsAt(line, "ItemBasedExpenseLineDetail") ?? {};
      const lineId = textAt(line, "Id");
      if (textAt(detail, "BillableStatus") === "Billable" && lineId !== undefined)
        wanted.set(lineId, { ...line, CustomerRef: detail["CustomerRef"] });
    }
    for (const [lineId, chargeId] of known)
      if (!wanted.has(lineId)) {
        this.#state.table("ReimburseCharge").delete(chargeId, this.#state.nowMs());
        known.delete(lineId);
      }
    for (const [lineId, line] of wanted)
      known.set(lineId, this.#keep(entity, object, line, known.get(lineId)));
    if (known.size > 0) this.#bySource.set(object.Id, known);
    else this.#bySource.delete(object.Id);
  }

  forget(sourceId: string): void {
    for (const chargeId of this.#bySource.get(sourceId)?.values() ?? [])
      this.#state.table("ReimburseCharge").delete(chargeId, this.#state.nowMs());
    this.#bySource.delete(sourceId);
  }

  #keep(entity: "Bill" | "Purchase", source: WireObject, line: Fields, chargeId: string | undefined): string {
    const amount = numberAt(line, "Amount") ?? 0;
    const members = {
      CustomerRef: line["CustomerRef"],
      HasBeenInvoiced: false,
      Amount: amount,
      ...(refAt(source, "CurrencyRef") === undefined ? {} : { CurrencyRef: source["CurrencyRef"] }),
      TxnDate: source["TxnDate"],
      ...(textAt(line, "Description") === undefined ? {} : { PrivateNote: line["Description"] }),
      LinkedTxn: [{ TxnId: source.Id, TxnType: linkTypeOf(entity, source), TxnLineId: line["Id"] }],
      Line: [
        { Id: "1", LineNum: 1, Amount: amount, DetailType: "ReimburseLineDetail", ReimburseLineDetail: {} },
      ],
    };
    const before = chargeId === undefined ? undefined : this.#state.read("ReimburseCharge", chargeId);
    if (before !== undefined) {
      if (before["Amount"] !== amount) this.#links.derive("ReimburseCharge", before, members);
      return before.Id;
    }
    const nowMs = this.#state.nowMs();
    const id = this.#state.nextId("ReimburseCharge");
    this.#state.table("ReimburseCharge").put(listObject(id, nowMs, nowMs, members), nowMs);
    return id;
  }
}
