// The chart of accounts by role: renamed or localised accounts are found by type, never by name.

import {
  classificationOf,
  isAccountType,
  type AccountType,
  type Classification,
} from "../ledger/account-types.ts";
import type { WireObject } from "./company.ts";
import { refAt, textAt } from "./wire-fields.ts";

export interface ChartAccount {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly type: AccountType;
  readonly subType: string;
  readonly classification: Classification;
  readonly currency: string;
  readonly parentId: string | undefined;
  readonly active: boolean;
  readonly number: string | undefined;
}

export class Chart {
  readonly #accounts = new Map<string, ChartAccount>();
  /** Merged accounts, and what they became. */
  readonly #became = new Map<string, string>();

  keep(account: WireObject): void {
    const type = textAt(account, "AccountType") ?? "";
    if (!isAccountType(type)) return;
    this.#accounts.set(account.Id, {
      id: account.Id,
      name: textAt(account, "Name") ?? "",
      fullName: textAt(account, "FullyQualifiedName") ?? "",
      type,
      subType: textAt(account, "AccountSubType") ?? "",
      classification: classificationOf[type],
      currency: refAt(account, "CurrencyRef") ?? "",
      parentId: refAt(account, "ParentRef"),
      active: account["Active"] !== false,
      number: textAt(account, "AcctNum"),
    });
  }

  drop(id: string, becameId: string): void {
    this.#accounts.delete(id);
    this.#became.set(id, becameId);
  }

  current(id: string): string {
    if (this.#became.size === 0) return id;
    let at = id;
    for (let next = this.#became.get(at); next !== undefined; next = this.#became.get(at)) at = next;
    return at;
  }

  get(id: string): ChartAccount | undefined {
    return this.#accounts.get(this.current(id));
  }

  all(): Iterable<ChartAccount> {
    return this.#accounts.values();
  }

  isControl(id: string): boolean {
    const type = this.get(id)?.type;
    return type === "Accounts Receivable" || type === "Accounts Payable";
  }

  /** The account of a type (and sub-type) in a currency, the oldest first; any currency when there is none in that one. */
  find(type: AccountType, subType?: string, currency?: string): ChartAccount | undefined {
    const matching = [...this.#accounts.values()].filter(
      (account) =>
        account.type === type && (subType === undefined || account.subType === subType) && account.active,
    );
    return (
      matching.find((account) => currency !== undefined && account.currency === currency) ??
      matching.find((account) => account.currency === "USD") ??
      matching[0]
    );
  }

  /** By sub-type alone: the one system account of that kind. */
  findSystem(subType: string): ChartAccount | undefined {
    for (const account of this.#accounts.values())
      if (account.subType === subType && account.active) return account;
    return undefined;
  }
}
