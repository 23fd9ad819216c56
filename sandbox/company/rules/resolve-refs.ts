// Every reference in a body must lead to something that exists and is active. Its name is thrown away
// and the shared reference put in its place, so that a later renaming shows everywhere.

import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { isFields, textAt, type Fields } from "../wire-fields.ts";
import { reject } from "./rejection.ts";

const targets: Readonly<Record<string, string>> = {
  CustomerRef: "Customer",
  ProjectRef: "Customer",
  VendorRef: "Vendor",
  PrefVendorRef: "Vendor",
  EmployeeRef: "Employee",
  AccountRef: "Account",
  DepositToAccountRef: "Account",
  ARAccountRef: "Account",
  APAccountRef: "Account",
  BankAccountRef: "Account",
  CCAccountRef: "Account",
  FromAccountRef: "Account",
  ToAccountRef: "Account",
  IncomeAccountRef: "Account",
  ExpenseAccountRef: "Account",
  AssetAccountRef: "Account",
  DiscountAccountRef: "Account",
  ItemAccountRef: "Account",
  AdjustAccountRef: "Account",
  CreditCardAccountRef: "Account",
  PaymentAccountRef: "Account",
  ItemRef: "Item",
  GroupItemRef: "Item",
  ClassRef: "Class",
  DepartmentRef: "Department",
  SalesTermRef: "Term",
  TermRef: "Term",
  PaymentMethodRef: "PaymentMethod",
  TaxCodeRef: "TaxCode",
  TxnTaxCodeRef: "TaxCode",
  DefaultTaxCodeRef: "TaxCode",
  TaxRateRef: "TaxRate",
  CustomerTypeRef: "CustomerType",
  AgencyRef: "TaxAgency",
};

/** How Intuit's fault calls the list in which an id was not found. */
const listNames: Readonly<Record<string, string>> = {
  Account: "Accounts",
  Customer: "Names",
  Vendor: "Names",
  Employee: "Names",
  Item: "Items",
  Class: "Classes",
  Department: "Departments",
  Term: "Terms",
  PaymentMethod: "PaymentMethods",
  TaxCode: "TaxCodes",
};

/** References whose name Intuit leaves out. */
const missingId = new Set(["TaxCodeRef", "TxnTaxCodeRef", "TaxRateRef", "DefaultTaxCodeRef", "AgencyRef"]);

/** Ids that an object already refers to: they may have been made inactive since without blocking an edit. */
export function referredTo(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const member of value) referredTo(member, found);
  else if (isFields(value))
    for (const [key, member] of Object.entries(value)) {
      const target = targets[key];
      if (key === "EntityRef" && isFields(member))
        found.add(
          `${textAt(member, "type") ?? textAt(value, "Type") ?? ""}/${textAt(member, "value") ?? ""}`,
        );
      else if (target !== undefined && isFields(member))
        found.add(`${target}/${textAt(member, "value") ?? ""}`);
      else referredTo(member, found);
    }
  return found;
}

function resolved(
  state: CompanyState,
  key: string,
  ref: Fields,
  entity: string,
  known: ReadonlySet<string>,
): unknown {
  const id = textAt(ref, "value");
  if (id === undefined) return ref;
  const target = state.read(entity, id);
  if (target === undefined) reject(faults.invalidReference(listNames[entity] ?? entity, id));
  if (target["Active"] === false && !known.has(`${entity}/${id}`)) reject(faults.notFound());
  if (missingId.has(key)) return { value: id };
  return state.refs.find(entity, id) ?? { value: id };
}

const entityTypes = new Set(["Customer", "Vendor", "Employee"]);

export function resolveRefs(state: CompanyState, value: unknown, known: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((member) => resolveRefs(state, member, known));
  if (!isFields(value)) return value;
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const target = targets[key];
    if (key === "EntityRef" && isFields(member))
      out[key] = resolvedParty(state, member, textAt(value, "Type"), known);
    else if (target !== undefined && isFields(member)) out[key] = resolved(state, key, member, target, known);
    else out[key] = resolveRefs(state, member, known);
  }
  return out;
}

/** EntityRef says by its own `type`, or by the `Type` beside it, which list it points into. */
function resolvedParty(
  state: CompanyState,
  ref: Fields,
  beside: string | undefined,
  known: ReadonlySet<string>,
): unknown {
  const id = textAt(ref, "value");
  const type =
    textAt(ref, "type") ??
    beside ??
    [...entityTypes].find((entity) => id !== undefined && state.read(entity, id) !== undefined);
  if (id === undefined || type === undefined || !entityTypes.has(type)) return ref;
  const target = state.read(type, id);
  if (target === undefined) reject(faults.invalidReference("Names", id));
  if (target["Active"] === false && !known.has(`${type}/${id}`)) reject(faults.notFound());
  return (beside === undefined ? state.refs.findTyped(type, id) : state.refs.find(type, id)) ?? { value: id };
}
