import { fieldsAt, listAt, numberAt, refAt } from "#sandbox/company/wire-fields.ts";
import { orderOf, type PostDocument } from "../document.ts";
import type { Movement } from "../stock.ts";

/** Counts corrected: the value that first in, first out gives goes between the asset and the adjustment account. */
export const postInventoryAdjustment: PostDocument = (document, context) => {
  const movements = listAt(document, "Line").flatMap((line): Movement[] => {
    const detail = fieldsAt(line, "ItemAdjustmentLineDetail") ?? {};
    const item = context.item(refAt(detail, "ItemRef") ?? "");
    const units = numberAt(detail, "QtyDiff") ?? 0;
    if (item?.isStocked !== true || units === 0) return [];
    return [
      {
        itemId: item.id,
        ...orderOf(document),
        units,
        pricedCents: undefined,
        assetAccountId: item.assetAccountId ?? "",
        offsetAccountId: refAt(document, "AdjustAccountRef") ?? item.expenseAccountId ?? "",
      },
    ];
  });
  return { postings: [], movements };
};
