// Lists that hold a handful of rows in any company: terms, methods, classes, locations, currencies, budgets.

import type { WireObject } from "../company/company.ts";
import type { Ref, Refs } from "../company/refs.ts";
import { dayText } from "../company/wire-time.ts";
import { type ListRow, type TaxCodeFacts, type VatFacts, currencyNames } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";
import { factsOfCountry } from "./countries.ts";
import { listObject, present } from "./list-object.ts";
import type { Profile } from "./profile.ts";
import { type Add, generateTax } from "./tax-lists.ts";
import { generateVat } from "./vat-lists.ts";

export interface SmallLists {
  readonly rows: ListRow[];
  readonly terms: readonly { readonly ref: Ref; readonly dueDays: number }[];
  readonly paymentMethods: readonly Ref[];
  readonly classes: readonly Ref[];
  readonly departments: readonly Ref[];
  readonly taxCodes: readonly TaxCodeFacts[];
  readonly vat: VatFacts | undefined;
}

/** Class and attachment ids of Intuit's are beyond 2^53, so that a client that reads ids as numbers fails here too. */
const classId = (index: number): string => `50000000000000${String(85_682 + index * 3)}`;

export function generateSmallLists(
  profile: Profile,
  createdMs: number,
  startDay: number,
  refs: Refs,
): SmallLists {
  const rows: ListRow[] = [];
  const add = (
    entity: string,
    id: string,
    own: Record<string, unknown>,
    updatedMs = createdMs,
  ): WireObject => {
    const object = listObject(id, createdMs, updatedMs, present(own));
    rows.push({ entity, object, updatedMs });
    return object;
  };

  const terms = (
    [
      ["Due on receipt", 0],
      ["Net 15", 15],
      ["Net 30", 30],
      ["Net 60", 60],
    ] as const
  ).map(([name, dueDays], index) => {
    add("Term", String(index + 1), {
      Name: name,
      Active: true,
      Type: "STANDARD",
      DiscountPercent: 0,
      DueDays: dueDays,
    });
    return { ref: refs.name("Term", String(index + 1), name), dueDays };
  });
  refs.name("Term", "5", "2% 10, Net 30");
  add("Term", "5", {
    Name: "2% 10, Net 30",
    Active: true,
    Type: "STANDARD",
    DiscountPercent: 2,
    DueDays: 30,
    DiscountDays: 10,
  });

  const paymentMethods = (
    [
      ["Cash", "NON_CREDIT_CARD"],
      ["Check", "NON_CREDIT_CARD"],
      ["Visa", "CREDIT_CARD"],
      ["MasterCard", "CREDIT_CARD"],
      ["ACH", "NON_CREDIT_CARD"],
    ] as const
  ).map(([name, type], index) => {
    add("PaymentMethod", String(index + 1), { Name: name, Active: true, Type: type });
    return refs.name("PaymentMethod", String(index + 1), name);
  });

  const tree = (
    entity: "Class" | "Department",
    names: readonly string[],
    idOf: (index: number) => string,
  ): Ref[] => {
    const ids = new Map<string, string>();
    return names.map((fullName, index) => {
      const [parent, name] = fullName.includes(":") ? fullName.split(":") : [undefined, fullName];
      const id = idOf(index);
      ids.set(fullName, id);
      const parentId = parent === undefined ? undefined : ids.get(parent);
      add(entity, id, {
        Name: name,
        [entity === "Class" ? "SubClass" : "SubDepartment"]: parent !== undefined,
        ParentRef: parentId === undefined ? undefined : { value: parentId, name: parent },
        FullyQualifiedName: fullName,
        Active: true,
      });
      return refs.name(entity, id, fullName);
    });
  };
  const classes = tree("Class", profile.classes, classId);
  const departments = tree("Department", profile.departments, (index) => String(index + 1));

  for (const [index, name] of ["Retail", "Wholesale"].entries()) {
    refs.name("CustomerType", String(index + 1), name);
    add("CustomerType", String(index + 1), { Name: name, Active: true });
  }
  for (const [index, code] of profile.currencies.entries()) {
    refs.name("CompanyCurrency", String(index + 1), currencyNames[code] ?? code);
    add("CompanyCurrency", String(index + 1), {
      Code: code,
      Name: currencyNames[code] ?? code,
      Active: true,
    });
  }
  const country = factsOfCountry(profile.country);
  for (const [index, [Name, Type, Description]] of country.journalCodes.entries()) {
    refs.name("JournalCode", String(index + 1), Name);
    add("JournalCode", String(index + 1), { Name, Type, Description, Active: true });
  }
  const vat = country.vat === undefined ? undefined : generateVat(add, refs, country.vat);
  const taxCodes = vat === undefined ? generateTax(add, refs) : [];
  generateBudget(add, startDay, refs);
  return { rows, terms, paymentMethods, classes, departments, taxCodes, vat };
}

function generateBudget(add: Add, startDay: number, refs: Refs): void {
  const year = Number(dayText(startDay).slice(0, 4)) + 1;
  const lines = [accountIds.services, accountIds.design, "17"].flatMap((id, index) =>
    Array.from({ length: 12 }, (_, month) => ({
      BudgetDate: `${year}-${String(month + 1).padStart(2, "0")}-01`,
      Amount: 1_000 * (index + 1) + 50 * month,
      AccountRef: refs.find("Account", id),
    })),
  );
  add("Budget", "1", {
    Name: `${year} Plan`,
    StartDate: `${year}-01-01`,
    EndDate: `${year}-12-31`,
    BudgetType: "ProfitAndLoss",
    BudgetEntryType: "Monthly",
    Active: true,
    BudgetDetail: lines,
  });
}
