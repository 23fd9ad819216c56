/** The books read from outside: sums over what any client can see, to hold against what the company says of itself. */
import type { Company, WireObject } from "#sandbox/company/company.ts";

const cents = (value: unknown): number => Math.round((typeof value === "number" ? value : 0) * 100);
const idOf = (ref: unknown): string =>
  typeof ref === "object" && ref !== null && "value" in ref ? String(ref.value) : "";
const rows = (company: Company, entity: string): Iterable<WireObject> =>
  company.scan(entity, { order: "id" });

export function ledgerSums(company: Company): {
  readonly total: number;
  readonly unbalanced: string[];
  readonly byAccount: Map<string, number>;
} {
  let total = 0;
  const byTransaction = new Map<string, number>();
  const byAccount = new Map<string, number>();
  for (const { entity, transactionId, accountId, cents: amount } of company.ledger()) {
    total += amount;
    const key = `${entity} ${transactionId}`;
    byTransaction.set(key, (byTransaction.get(key) ?? 0) + amount);
    byAccount.set(accountId, (byAccount.get(accountId) ?? 0) + amount);
  }
  return {
    total,
    unbalanced: [...byTransaction].flatMap(([key, sum]) => (sum === 0 ? [] : [`${key}: ${sum}`])),
    byAccount,
  };
}

/** As the company's own preferences say. */
export function homeCurrency(company: Company): string {
  const text = JSON.stringify(company.read("Preferences", "1")?.["CurrencyPrefs"] ?? {});
  return /"HomeCurrency":\{"value":"([A-Z]{3})"/.exec(text)?.[1] ?? "";
}

const classesWithBalance = new Set(["Asset", "Liability", "Equity"]);

/** Accounts in home currency whose CurrentBalance is not the sum of their postings. */
export function wrongAccounts(company: Company, byAccount: ReadonlyMap<string, number>): string[] {
  const home = homeCurrency(company);
  return [...rows(company, "Account")].flatMap((account) => {
    if (account["Active"] === false || idOf(account["CurrencyRef"]) !== home) return [];
    const keeps =
      classesWithBalance.has(String(account["Classification"])) &&
      account["AccountSubType"] !== "RetainedEarnings";
    const expected = keeps ? (byAccount.get(account.Id) ?? 0) : 0;
    return cents(account["CurrentBalance"]) === expected
      ? []
      : [`${String(account["Name"])}: ${String(account["CurrentBalance"])} is not ${expected / 100}`];
  });
}

type Amounts = Map<string, number>;
const add = (sums: Amounts, id: string, amount: number): void =>
  void sums.set(id, (sums.get(id) ?? 0) + amount);

/** What each customer owes by the open documents. */
export function customersByDocuments(company: Company): Amounts {
  const owed: Amounts = new Map();
  for (const invoice of rows(company, "Invoice"))
    add(owed, idOf(invoice["CustomerRef"]), cents(invoice["Balance"]));
  for (const payment of rows(company, "Payment"))
    add(owed, idOf(payment["CustomerRef"]), -cents(payment["UnappliedAmt"]));
  for (const credit of rows(company, "CreditMemo"))
    add(owed, idOf(credit["CustomerRef"]), -cents(credit["RemainingCredit"]));
  addJournalEntries(company, "Accounts Receivable", owed, 1);
  return owed;
}

type AppliedLines = readonly {
  readonly Amount: number;
  readonly LinkedTxn: readonly { readonly TxnType: string }[];
}[];
const isAppliedLines = (lines: unknown): lines is AppliedLines => Array.isArray(lines);

export function vendorsByDocuments(company: Company): Amounts {
  const owed: Amounts = new Map();
  for (const bill of rows(company, "Bill")) add(owed, idOf(bill["VendorRef"]), cents(bill["Balance"]));
  for (const credit of rows(company, "VendorCredit"))
    add(owed, idOf(credit["VendorRef"]), -cents(credit["Balance"]));
  for (const payment of rows(company, "BillPayment")) {
    const lines = payment["Line"];
    const applied = (isAppliedLines(lines) ? lines : []).reduce(
      (sum, { Amount, LinkedTxn }) =>
        sum + (LinkedTxn[0]?.TxnType === "VendorCredit" ? -1 : 1) * cents(Amount),
      0,
    );
    add(owed, idOf(payment["VendorRef"]), applied - cents(payment["TotalAmt"]));
  }
  addJournalEntries(company, "Accounts Payable", owed, -1);
  return owed;
}

interface EntryLine {
  readonly Amount: number;
  readonly JournalEntryLineDetail?: {
    readonly PostingType: string;
    readonly AccountRef: { readonly value: string };
    readonly Entity?: { readonly EntityRef: { readonly value: string } };
  };
}

const isEntryLines = (lines: unknown): lines is readonly EntryLine[] => Array.isArray(lines);

function addJournalEntries(company: Company, accountType: string, owed: Amounts, debitSign: 1 | -1): void {
  const control = new Set(
    [...rows(company, "Account")]
      .filter((account) => account["AccountType"] === accountType)
      .map(({ Id }) => Id),
  );
  for (const entry of rows(company, "JournalEntry")) {
    const lines = entry["Line"];
    if (!isEntryLines(lines)) continue;
    for (const { Amount, JournalEntryLineDetail: detail } of lines)
      if (detail?.Entity !== undefined && control.has(detail.AccountRef.value))
        add(
          owed,
          detail.Entity.EntityRef.value,
          debitSign * (detail.PostingType === "Debit" ? 1 : -1) * cents(Amount),
        );
  }
}

export const wrongNames = (company: Company, entity: "Customer" | "Vendor", owed: Amounts): string[] =>
  [...rows(company, entity)].flatMap((row) =>
    cents(row["Balance"]) === (owed.get(row.Id) ?? 0)
      ? []
      : [`${entity} ${row.Id}: ${String(row["Balance"])} is not ${(owed.get(row.Id) ?? 0) / 100}`],
  );
