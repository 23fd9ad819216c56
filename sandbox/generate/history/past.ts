// What the chapters of a company's history are written with.

import type { WireObject, WriteRequest } from "#sandbox/company/company.ts";
import type { HistoryClock } from "#sandbox/company/history-clock.ts";
import type { ProductAction } from "#sandbox/company/product-request.ts";
import type { CompanyState } from "#sandbox/company/state.ts";
import type { Writer } from "#sandbox/company/writer.ts";
import { dayText, pacificEpochDay, pacificInstant } from "#sandbox/company/wire-time.ts";
import type { Blueprint, ItemFacts } from "../blueprint.ts";

type Body = WriteRequest["body"];

/** A failed step is a mistake of the generator's, never of the company's. */
export class Past {
  readonly blueprint: Blueprint;
  readonly state: CompanyState;
  readonly writer: Writer;
  readonly #clock: HistoryClock;
  #ms = 0;

  constructor(blueprint: Blueprint, state: CompanyState, writer: Writer, clock: HistoryClock) {
    this.blueprint = blueprint;
    this.state = state;
    this.writer = writer;
    this.#clock = clock;
  }

  /** Goes to a day: a share (0…1) of the company's life, less so many days. */
  at(share: number, daysBefore = 0): string {
    const { startDay, endDay } = this.blueprint;
    const day = Math.floor(startDay + (endDay - 1 - startDay) * share) - daysBefore;
    this.#ms = pacificInstant(day, 11 * 3_600);
    this.#clock.goTo(this.#ms);
    return dayText(day);
  }

  get today(): string {
    return dayText(pacificEpochDay(this.#ms));
  }

  save(entity: string, body: Body, more: Partial<WriteRequest> = {}): WireObject {
    this.#tick();
    const result = this.writer.write({ entity, operation: "save", body, actor: "person", ...more });
    if (result.kind !== "written")
      throw new Error(`History: ${entity} was refused: ${JSON.stringify(result)} ${JSON.stringify(body)}`);
    return result.object;
  }

  /** A sparse update of what is there now. */
  change(entity: string, object: WireObject, body: Body): WireObject {
    const now = this.state.read(entity, object.Id) ?? object;
    return this.save(entity, { Id: now.Id, SyncToken: now.SyncToken, sparse: true, ...body });
  }

  void(entity: string, object: WireObject): void {
    this.#tick();
    const now = this.state.read(entity, object.Id) ?? object;
    const body = { Id: now.Id, SyncToken: now.SyncToken };
    const result = this.writer.write(
      entity === "Invoice"
        ? { entity, operation: "void", body, actor: "person" }
        : { entity, operation: "save", includeVoid: true, body, actor: "person" },
    );
    if (result.kind !== "written")
      throw new Error(`History: void of ${entity} was refused: ${JSON.stringify(result)}`);
  }

  delete(entity: string, object: WireObject): void {
    this.#tick();
    const now = this.state.read(entity, object.Id) ?? object;
    const result = this.writer.write({
      entity,
      operation: "delete",
      body: { Id: now.Id, SyncToken: now.SyncToken },
      actor: "person",
    });
    if (result.kind !== "deleted")
      throw new Error(`History: deletion of ${entity} was refused: ${JSON.stringify(result)}`);
  }

  merge(entity: string, winner: WireObject, loser: WireObject): void {
    this.#tick();
    const result = this.writer.merge(entity, winner.Id, loser.Id);
    if (result.kind !== "written")
      throw new Error(`History: merge of ${entity} was refused: ${JSON.stringify(result)}`);
  }

  /** What people do in the product and no endpoint offers. */
  act(action: ProductAction): void {
    this.#tick();
    const result = this.writer.act(action);
    if ("errors" in result) throw new Error(`History: ${action.kind} was refused: ${JSON.stringify(result)}`);
  }

  customer(index: number): { readonly value: string } {
    return {
      value:
        this.blueprint.customers.filter(({ currency }) => currency === this.blueprint.homeCurrency)[index]
          ?.ref.value ?? "",
    };
  }

  vendor(index: number): { readonly value: string } {
    return {
      value:
        this.blueprint.vendors.filter(({ currency }) => currency === this.blueprint.homeCurrency)[index]?.ref
          .value ?? "",
    };
  }

  employee(index: number): { readonly value: string } {
    return { value: this.blueprint.employees[index]?.ref.value ?? "" };
  }

  item(type: ItemFacts["type"], index = 0): { readonly value: string } {
    const found = this.blueprint.items.filter((item) => item.type === type)[index];
    if (found === undefined) throw new Error(`History: the profile has no ${type} item ${index}`);
    return { value: found.ref.value };
  }

  /** One line of a sales form; the amount is quantity times price. */
  sale(
    item: { readonly value: string },
    Qty: number,
    UnitPrice: number,
    taxed = false,
    more: Body = {},
  ): Body {
    return {
      Amount: Math.round(Qty * UnitPrice * 100) / 100,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: {
        ItemRef: item,
        Qty,
        UnitPrice,
        TaxCodeRef: this.#salesCode(taxed),
        ...more,
      },
    };
  }

  /** One line of a bill or purchase charged to an account. */
  expense(accountId: string, Amount: number, more: Body = {}): Body {
    return {
      Amount,
      DetailType: "AccountBasedExpenseLineDetail",
      AccountBasedExpenseLineDetail: { AccountRef: { value: accountId }, ...this.#purchaseCode(), ...more },
    };
  }

  bought(item: { readonly value: string }, Qty: number, UnitPrice: number): Body {
    return {
      Amount: Math.round(Qty * UnitPrice * 100) / 100,
      DetailType: "ItemBasedExpenseLineDetail",
      ItemBasedExpenseLineDetail: { ItemRef: item, Qty, UnitPrice, ...this.#purchaseCode() },
    };
  }

  applied(Amount: number, type: string, object: WireObject): Body {
    return { Amount, LinkedTxn: [{ TxnId: object.Id, TxnType: type }] };
  }

  /** The tax code of a whole form, which only companies of the United States have. */
  formTaxCode(id: string): Body {
    return this.blueprint.vat === undefined ? { TxnTaxDetail: { TxnTaxCodeRef: { value: id } } } : {};
  }

  #salesCode(taxed: boolean): { readonly value: string } {
    const { vat } = this.blueprint;
    if (vat === undefined) return { value: taxed ? "TAX" : "NON" };
    return { value: (taxed ? vat.standard : vat.exempt).ref.value };
  }

  #purchaseCode(): Body {
    const { vat } = this.blueprint;
    return vat === undefined ? {} : { TaxCodeRef: { value: vat.standard.ref.value } };
  }

  /** Seconds go by between two writes, so that no two need share a time. */
  #tick(): void {
    this.#ms += 7_000;
    this.#clock.goTo(this.#ms);
  }
}

export const amountOf = (object: WireObject, key: "TotalAmt" | "Balance"): number => {
  const value = object[key];
  return typeof value === "number" ? value : 0;
};
