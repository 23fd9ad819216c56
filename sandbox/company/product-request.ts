/** What people do in QuickBooks itself and no endpoint offers. Amounts are in home currency. */
export type ProductAction =
  | { readonly kind: "payroll"; readonly employeeId: string; readonly on: string; readonly gross: number }
  | { readonly kind: "payrollTaxPayment"; readonly on: string; readonly amount?: number | undefined }
  | {
      readonly kind: "salesTaxPayment";
      readonly taxAgencyId: string;
      readonly on: string;
      readonly amount: number;
    }
  | {
      readonly kind: "statementCharge";
      readonly customerId: string;
      readonly itemId: string;
      readonly on: string;
      readonly amount: number;
    }
  | {
      readonly kind: "reclassify";
      readonly fromAccountId: string;
      readonly toAccountId: string;
      readonly startDate?: string | undefined;
      readonly endDate?: string | undefined;
      /** The ones that are picked; all of the period unless given. */
      readonly transactions?: readonly { readonly entity: string; readonly id: string }[] | undefined;
      /** Whether the documents' LastUpdatedTime moves; the switch reclassificationMovesTime unless given. */
      readonly movesTime?: boolean | undefined;
    }
  | {
      readonly kind: "backdatedPurchase";
      readonly itemId: string;
      readonly vendorId: string;
      readonly on: string;
      readonly quantity: number;
      readonly unitPrice: number;
    };
