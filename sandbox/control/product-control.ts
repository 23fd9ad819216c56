import { z } from "zod";
import { companyOf } from "./companies-control.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const on = z.iso.date();
const id = z.string();
const amount = z.number().positive();

const action = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("payroll"), employeeId: id, on, gross: amount }),
  z.strictObject({ kind: z.literal("payrollTaxPayment"), on, amount: amount.optional() }),
  z.strictObject({ kind: z.literal("salesTaxPayment"), taxAgencyId: id, on, amount }),
  z.strictObject({ kind: z.literal("statementCharge"), customerId: id, itemId: id, on, amount }),
  z.strictObject({
    kind: z.literal("reclassify"),
    fromAccountId: id,
    toAccountId: id,
    startDate: on.optional(),
    endDate: on.optional(),
    transactions: z.array(z.strictObject({ entity: z.string(), id })).optional(),
    movesTime: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("backdatedPurchase"),
    itemId: id,
    vendorId: id,
    on,
    quantity: amount,
    unitPrice: amount,
  }),
]);

/** A person does in QuickBooks what no endpoint offers: payroll, reclassifying, statement charges. */
export const actInProduct: ControlHandler = ({ sandbox, steps, body }) => {
  const result = companyOf(sandbox, steps["realmId"]).act(action.parse(body));
  if (!("errors" in result) || !Array.isArray(result.errors)) return result;
  const errors: readonly unknown[] = result.errors;
  throw new ControlError(409, JSON.stringify(errors[0]));
};
