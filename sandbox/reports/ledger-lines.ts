// The postings that a report is made of, with what they belong to.

import type { CompanyState } from "../company/state.ts";
import type { Posting } from "../ledger/posting.ts";

export interface LedgerLine {
  readonly entity: string;
  readonly id: string;
  readonly on: string;
  readonly posting: Posting;
}

export interface LineFilter {
  readonly to?: string;
  readonly from?: string;
  readonly customers?: ReadonlySet<string>;
  readonly vendors?: ReadonlySet<string>;
  readonly classes?: ReadonlySet<string>;
  readonly departments?: ReadonlySet<string>;
  readonly items?: ReadonlySet<string>;
  readonly accounts?: ReadonlySet<string>;
}

const ids = (text: string | undefined): ReadonlySet<string> | undefined =>
  text === undefined || text === "" ? undefined : new Set(text.split(",").map((id) => id.trim()));

/** The URL's comma lists of ids. */
export function filterOf(parameters: ReadonlyMap<string, string>): LineFilter {
  const out: Record<string, ReadonlySet<string>> = {};
  for (const [name, key] of [
    ["customer", "customers"],
    ["vendor", "vendors"],
    ["class", "classes"],
    ["department", "departments"],
    ["item", "items"],
    ["account", "accounts"],
  ] as const) {
    const list = ids(parameters.get(name));
    if (list !== undefined) out[key] = list;
  }
  return out;
}

export function passes({ posting }: LedgerLine, filter: LineFilter): boolean {
  const named = (entity: string, wanted: ReadonlySet<string> | undefined): boolean =>
    wanted === undefined ||
    (posting.nameEntity === entity && posting.nameId !== undefined && wanted.has(posting.nameId));
  const marked = (id: string | undefined, wanted: ReadonlySet<string> | undefined): boolean =>
    wanted === undefined || (id !== undefined && wanted.has(id));
  return (
    named("Customer", filter.customers) &&
    named("Vendor", filter.vendors) &&
    marked(posting.classId, filter.classes) &&
    marked(posting.departmentId, filter.departments) &&
    marked(posting.itemId, filter.items) &&
    marked(posting.accountId, filter.accounts)
  );
}

export function* accrualLines(state: CompanyState, filter: LineFilter): Generator<LedgerLine> {
  const { from = "", to = "9999" } = filter;
  for (const { entity, id, on, postings } of state.books.transactions((day) => day >= from && day <= to))
    for (const posting of postings) {
      const line = { entity, id, on, posting };
      if (posting.cents !== 0 && passes(line, filter)) yield line;
    }
}
