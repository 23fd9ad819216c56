import type { Refs } from "../company/refs.ts";
import type { ListRow } from "./blueprint.ts";
import { currencyNames } from "./blueprint.ts";
import { classificationOf } from "../ledger/account-types.ts";
import type { AccountSeed } from "./chart-of-accounts.ts";
import { listObject, present } from "./list-object.ts";
import type { ListTimes } from "./list-times.ts";

/** The account objects of a chart. Balances are filled in once the books are added up. */
export function generateAccounts(
  accounts: readonly AccountSeed[],
  homeCurrency: string,
  times: ListTimes,
  refs: Refs,
): ListRow[] {
  const fullNames = new Map<string, string>();
  return accounts.map((account, index) => {
    const shown = account.inactive === true ? `${account.name} (deleted)` : account.name;
    const parent = account.parentId === undefined ? undefined : fullNames.get(account.parentId);
    const fullName = parent === undefined ? shown : `${parent}:${shown}`;
    fullNames.set(account.id, fullName);
    refs.name("Account", account.id, fullName);
    const createdMs = times.created(0, 0, accounts.length);
    const updatedMs = times.edited(0, index, createdMs);
    const currency = account.currency ?? homeCurrency;
    const own = present({
      Name: shown,
      SubAccount: account.parentId !== undefined,
      ParentRef: account.parentId === undefined ? undefined : { value: account.parentId },
      FullyQualifiedName: fullName,
      Active: account.inactive !== true,
      Classification: classificationOf[account.type],
      AccountType: account.type,
      AccountSubType: account.subType,
      AcctNum: account.number,
      CurrentBalance: 0,
      CurrentBalanceWithSubAccounts: 0,
      CurrencyRef: { value: currency, name: currencyNames[currency] ?? currency },
    });
    return {
      entity: "Account",
      object: listObject(account.id, createdMs, updatedMs, own, account.inactive === true ? 1 : 0),
      updatedMs,
    };
  });
}
