// The transactions of a period, one line each.

import { toCents } from "../company/cents.ts";
import { numberAt, refAt, textAt } from "../company/wire-fields.ts";
import type { PostedTransaction } from "../ledger/books.ts";
import { isPosting } from "../ledger/post-document.ts";
import { type DetailLine, objectOf } from "./detail-line.ts";
import type { ReportContext } from "./report-context.ts";
import type { Period } from "./report-period.ts";

const byDayAndId = (a: { on: string; id: string }, b: { on: string; id: string }): number =>
  a.on === b.on ? Number(a.id) - Number(b.id) : a.on < b.on ? -1 : 1;

export const transactionsOf = ({ state }: ReportContext, { start, end }: Period): PostedTransaction[] =>
  [...state.books.transactions((on) => on >= start && on <= end)].sort(byDayAndId);

/** Transactions that post nothing and are listed all the same. */
const unposted = ["Estimate", "PurchaseOrder", "TimeActivity"] as const;

/** The amount as the document states it, in home currency. */
function statedCents(line: { readonly object: DetailLine["object"] }, fallback: number): number {
  const amount =
    numberAt(line.object ?? {}, "HomeTotalAmt") ??
    numberAt(line.object ?? {}, "TotalAmt") ??
    numberAt(line.object ?? {}, "Amount");
  return amount === undefined || (amount === 0 && fallback !== 0) ? fallback : toCents(amount);
}

export function listLines(context: ReportContext, period: Period): DetailLine[] {
  const { state, parameters } = context;
  const lines: DetailLine[] = transactionsOf(context, period).map(({ entity, id, on, postings }) => {
    const object = objectOf(state, entity, id);
    const [main, ...others] = postings;
    const named = postings.find(({ nameId }) => nameId !== undefined);
    return {
      state,
      entity,
      id,
      on,
      object,
      ...(main === undefined ? {} : { accountId: main.accountId }),
      splitIds: [...new Set(others.map(({ accountId }) => accountId))],
      nameEntity: named?.nameEntity,
      nameId: named?.nameId,
      cents: statedCents({ object }, Math.abs(main?.cents ?? 0)),
    };
  });
  for (const entity of unposted)
    for (const object of state.table(entity).scan({ order: "id" })) {
      const on = textAt(object, "TxnDate") ?? "";
      if (on >= period.start && on <= period.end)
        lines.push({
          state,
          entity,
          id: object.Id,
          on,
          object,
          isPosting: isPosting(entity),
          cents: statedCents({ object }, 0),
        });
    }
  const types = parameters
    .get("transaction_type")
    ?.split(",")
    .map((type) => type.trim().toLowerCase());
  const number = parameters.get("docnum");
  return lines
    .filter((line) => types === undefined || types.includes(line.entity.toLowerCase()))
    .filter((line) => number === undefined || textAt(line.object ?? {}, "DocNumber") === number)
    .filter(
      (line) =>
        named(line, "Customer", context.filter.customers) && named(line, "Vendor", context.filter.vendors),
    )
    .sort(byDayAndId);
}

function named(
  line: DetailLine,
  entity: "Customer" | "Vendor",
  wanted: ReadonlySet<string> | undefined,
): boolean {
  if (wanted === undefined) return true;
  const id = line.nameEntity === entity ? line.nameId : refAt(line.object ?? {}, `${entity}Ref`);
  return id !== undefined && wanted.has(id);
}
