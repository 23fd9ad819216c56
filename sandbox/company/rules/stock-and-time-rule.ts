// Completes inventory adjustments, timesheets and recurring templates.

import { faults } from "../fault.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, commonHead, dayAt, moneyOf, picked, transactionDay } from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { reject } from "./rejection.ts";

export function completeInventoryAdjustment(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  if (refAt(fields, "AdjustAccountRef") === undefined) reject(faults.required("AdjustAccountRef"));
  const ids = lineIds(draft.before);
  const lines: Fields[] = listAt(fields, "Line").map((line) => {
    const detail =
      fieldsAt(line, "ItemAdjustmentLineDetail") ?? reject(faults.required("ItemAdjustmentLineDetail"));
    const itemId = refAt(detail, "ItemRef") ?? reject(faults.required("ItemRef"));
    if (!state.books.stock.isStocked(itemId))
      reject(faults.business("Only inventory items can be adjusted."));
    if (numberAt(detail, "QtyDiff") === undefined) reject(faults.required("QtyDiff"));
    return { Id: ids.idFor(line), DetailType: "ItemAdjustmentLineDetail", ItemAdjustmentLineDetail: detail };
  });
  if (lines.length === 0) reject(faults.required("Line"));
  const day = transactionDay(draft);
  return {
    ...commonHead(draft, day, moneyOf(draft, undefined, day), textAt(fields, "DocNumber")),
    ...picked(fields, ["AdjustAccountRef", "CustomerRef"]),
    Line: lines,
  };
}

export function completeTimeActivity(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const who = textAt(fields, "NameOf") ?? reject(faults.required("NameOf"));
  if (who !== "Employee" && who !== "Vendor") reject(faults.invalidEnumeration("NameOf", who));
  if (refAt(fields, `${who}Ref`) === undefined) reject(faults.required(`${who}Ref`));
  const clocked = textAt(fields, "StartTime") !== undefined && textAt(fields, "EndTime") !== undefined;
  if (!clocked && numberAt(fields, "Hours") === undefined && numberAt(fields, "Minutes") === undefined)
    reject(faults.required("Hours"));
  const status = textAt(fields, "BillableStatus") ?? "NotBillable";
  if (status === "Billable" && refAt(fields, "CustomerRef") === undefined) reject(faults.customerMissing());
  const rate = centsAt(fields, "HourlyRate");
  return {
    TxnDate: transactionDay(draft),
    NameOf: who,
    ...picked(fields, [
      `${who}Ref`,
      "CustomerRef",
      "ProjectRef",
      "ItemRef",
      "ClassRef",
      "DepartmentRef",
      "PayrollItemRef",
    ]),
    BillableStatus: status,
    Taxable: fields["Taxable"] === true,
    HourlyRate: (rate ?? 0) / 100,
    ...picked(fields, ["CostRate", "BreakHours", "BreakMinutes", "StartTime", "EndTime"]),
    ...(clocked ? {} : { Hours: numberAt(fields, "Hours") ?? 0, Minutes: numberAt(fields, "Minutes") ?? 0 }),
    ...picked(fields, ["Description", "TimeChargeId"]),
  };
}

const wrappable = new Set([
  "Invoice",
  "Bill",
  "Purchase",
  "CreditMemo",
  "Deposit",
  "Estimate",
  "JournalEntry",
  "RefundReceipt",
  "SalesReceipt",
  "Transfer",
  "VendorCredit",
  "PurchaseOrder",
]);

/** A template is kept as it was sent: it becomes a transaction, with all that follows, only when it falls due. */
export function completeRecurringTransaction(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const wraps = textAt(fields, "$wraps") ?? reject(faults.required("RecurringTransaction"));
  if (!wrappable.has(wraps)) reject(faults.invalidEnumeration("RecurringTransaction", wraps));
  const info = fieldsAt(fields, "RecurringInfo") ?? reject(faults.required("RecurringInfo"));
  if (textAt(info, "Name") === undefined) reject(faults.required("Name"));
  dayAt(fieldsAt(info, "ScheduleInfo") ?? {}, "StartDate");
  const cents = listAt(fields, "Line").reduce(
    (sum, line) =>
      textAt(line, "DetailType") === "SubTotalLineDetail" ? sum : sum + (centsAt(line, "Amount") ?? 0),
    0,
  );
  return {
    ...fields,
    RecurringInfo: { Active: true, RecurType: "Automated", ...info },
    TotalAmt: cents / 100,
    $wraps: wraps,
  };
}
