// Completes customers, vendors and employees, whose display names no two may share.

import { currencyNames } from "#sandbox/generate/blueprint.ts";
import { faults } from "../fault.ts";
import { type Fields, fieldsAt, refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { picked, tooLong } from "./form-head.ts";
import { reject } from "./rejection.ts";
import { hierarchy, shownName } from "./shown-name.ts";

/** DisplayName, or what Intuit builds from the parts of a person's name, else the company's. */
function displayName(fields: Fields): string {
  const given = textAt(fields, "DisplayName");
  if (given !== undefined) return given;
  const parts = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"].flatMap(
    (key) => textAt(fields, key) ?? [],
  );
  return parts.length > 0 ? parts.join(" ") : (textAt(fields, "CompanyName") ?? "");
}

/** The name on checks of a person without a company. */
function givenAndFamily(fields: Fields): string | undefined {
  const parts = ["GivenName", "FamilyName"].flatMap((key) => textAt(fields, key) ?? []);
  return parts.length === 0 ? undefined : parts.join(" ");
}

const emailPattern = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/;

function checkNaming(draft: Draft, name: string): void {
  const { fields } = draft;
  if (name === "") reject(faults.required("DisplayName"));
  tooLong("DisplayName", name, 500);
  for (const key of ["GivenName", "MiddleName", "FamilyName", "CompanyName"])
    tooLong(key, textAt(fields, key), 100);
  if (/[:\t\n]/.test(name))
    reject(faults.business("The name may not contain a colon, a tab or a line break."));
  const email = textAt(fieldsAt(fields, "PrimaryEmailAddr") ?? {}, "Address");
  if (email !== undefined && !email.split(",").every((address) => emailPattern.test(address.trim())))
    reject(faults.invalidEmail(email));
}

const naming = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"];

const contact = [
  "PrimaryPhone",
  "AlternatePhone",
  "Mobile",
  "Fax",
  "PrimaryEmailAddr",
  "WebAddr",
  "OtherContactInfo",
];

/** Addresses get an id of their own when they are first stored. */
function addressed(draft: Draft, keys: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    const address = fieldsAt(draft.fields, key);
    if (address === undefined) continue;
    const { Lat: _lat, Long: _long, ...rest } = address;
    out[key] = address["Id"] === undefined ? { Id: draft.state.nextAddressId(), ...rest } : rest;
  }
  return out;
}

function currencyRef(draft: Draft): { readonly value: string; readonly name: string } {
  const before = draft.before === undefined ? undefined : refAt(draft.before, "CurrencyRef");
  const asked = refAt(draft.fields, "CurrencyRef");
  if (before !== undefined && asked !== undefined && asked !== before)
    reject(faults.business("The currency of a name cannot be changed."));
  const code = before ?? asked ?? draft.state.homeCurrency;
  if (code !== draft.state.homeCurrency && !draft.state.isUsedCurrency(code))
    reject(faults.invalidReference("Currencies", code));
  return { value: code, name: currencyNames[code] ?? code };
}

function common(draft: Draft): {
  readonly name: string;
  readonly shown: string;
  readonly active: boolean;
  readonly tail: Record<string, unknown>;
} {
  const { fields } = draft;
  const active = fields["Active"] !== false;
  const name = shownName(displayName(fields), true);
  checkNaming(draft, name);
  const shown = shownName(name, active);
  const printed =
    draft.sent.has("PrintOnCheckName") || draft.before === undefined || !draft.sent.has("DisplayName")
      ? textAt(fields, "PrintOnCheckName")
      : undefined;
  return {
    name,
    shown,
    active,
    tail: {
      ...picked(fields, ["CompanyName"]),
      DisplayName: shown,
      PrintOnCheckName: printed ?? textAt(fields, "CompanyName") ?? givenAndFamily(fields) ?? name,
      Active: active,
      ...picked(fields, contact),
    },
  };
}

export function completeCustomer(draft: Draft): Record<string, unknown> {
  const { fields, state, before } = draft;
  const made = common(draft);
  const parentId = refAt(fields, "ParentRef");
  const isJob = fields["Job"] === true || (parentId !== undefined && draft.before === undefined);
  if (fields["Job"] === true && parentId === undefined) reject(faults.parentMissing());
  const { fullName, level } = hierarchy(state, "Customer", parentId, made.shown, before?.Id);
  const taxCode = fields["DefaultTaxCodeRef"];
  return {
    Taxable: fields["Taxable"] ?? true,
    ...addressed(draft, ["BillAddr", "ShipAddr"]),
    ...picked(fields, ["Notes"]),
    Job: isJob,
    BillWithParent: fields["BillWithParent"] === true,
    ...(parentId === undefined ? {} : { ParentRef: { value: parentId }, Level: level }),
    ...picked(fields, [
      "CustomerTypeRef",
      "SalesTermRef",
      "PaymentMethodRef",
      "ResaleNum",
      "OpenBalanceDate",
      "CreditLimit",
    ]),
    Balance: before?.["Balance"] ?? 0,
    BalanceWithJobs: before?.["BalanceWithJobs"] ?? 0,
    CurrencyRef: currencyRef(draft),
    PreferredDeliveryMethod: textAt(fields, "PreferredDeliveryMethod") ?? "Print",
    ...picked(fields, ["IsProject", "TaxExemptionReasonId", "PrimaryTaxIdentifier", "ARAccountRef"]),
    ...picked(fields, naming),
    FullyQualifiedName: fullName,
    ...made.tail,
    ...(fields["Taxable"] === false ? {} : { DefaultTaxCodeRef: taxCode ?? { value: "2" } }),
  };
}

export function completeVendor(draft: Draft): Record<string, unknown> {
  const { fields, before } = draft;
  const made = common(draft);
  const tax = textAt(fields, "TaxIdentifier");
  return {
    ...addressed(draft, ["BillAddr"]),
    ...(tax === undefined ? {} : { TaxIdentifier: tax.startsWith("XXX") ? tax : `XXXXXX${tax.slice(-4)}` }),
    ...picked(fields, ["TermRef"]),
    Balance: before?.["Balance"] ?? 0,
    ...picked(fields, ["AcctNum"]),
    Vendor1099: fields["Vendor1099"] === true,
    ...picked(fields, ["BillRate", "CostRate", "APAccountRef"]),
    CurrencyRef: currencyRef(draft),
    ...picked(fields, naming),
    ...made.tail,
  };
}

export function completeEmployee(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const made = common(draft);
  if (
    draft.before === undefined &&
    textAt(fields, "GivenName") === undefined &&
    textAt(fields, "FamilyName") === undefined &&
    textAt(fields, "DisplayName") === undefined
  )
    reject(faults.required("GivenName or FamilyName"));
  const ssn = textAt(fields, "SSN");
  return {
    BillableTime: fields["BillableTime"] === true,
    ...picked(fields, [
      "BillRate",
      "CostRate",
      "BirthDate",
      "Gender",
      "HiredDate",
      "ReleasedDate",
      "EmployeeNumber",
      "Notes",
    ]),
    ...(ssn === undefined ? {} : { SSN: "XXX-XX-XXXX" }),
    ...addressed(draft, ["PrimaryAddr"]),
    ...picked(fields, naming),
    ...made.tail,
  };
}
