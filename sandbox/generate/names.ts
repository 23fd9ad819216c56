// Customers, vendors and employees: one space of ids and of names, as at Intuit.

import type { Refs } from "../company/refs.ts";
import { type ListRow, type Party, currencyNames } from "./blueprint.ts";
import { factsOfCountry } from "./countries.ts";
import { address, entryAt, family, given, inventedName, mailbox, phone } from "./invented-name.ts";
import { listObject, present } from "./list-object.ts";
import type { ListTimes } from "./list-times.ts";
import type { Profile } from "./profile.ts";
import { mix } from "./random.ts";

interface Names {
  readonly rows: ListRow[];
  readonly customers: Party[];
  readonly vendors: Party[];
  readonly employees: Party[];
}

export interface NameCounts {
  readonly customers: number;
  readonly vendors: number;
  readonly employees: number;
}

export function generateNames(
  seed: number,
  profile: Profile,
  counts: NameCounts,
  times: ListTimes,
  refs: Refs,
): Names {
  const rows: ListRow[] = [];
  const { homeCurrency, vat } = factsOfCountry(profile.country);
  const currencyOf = (index: number, display: string): string => {
    const { currencies } = profile;
    if (currencies.length === 0) return homeCurrency;
    if (/GmbH|SARL|Berlin|ApS/.test(display)) return currencies[0] ?? homeCurrency;
    if (/Ltd|London/.test(display)) return currencies[1] ?? homeCurrency;
    return index % 9 === 4 ? (currencies[index % currencies.length] ?? homeCurrency) : homeCurrency;
  };

  function name(
    entity: "Customer" | "Vendor" | "Employee",
    id: number,
    index: number,
    count: number,
    own: {
      readonly display: string;
      readonly parent?: Party;
      readonly person?: readonly [string, string];
      readonly taxCode?: number;
      readonly isProject: boolean;
      readonly active: boolean;
    },
  ): Party {
    const list = entity === "Customer" ? 1 : entity === "Vendor" ? 2 : 3;
    const createdMs = times.created(list, index, count);
    const updatedMs = times.edited(list, index, createdMs);
    const bits = mix(seed ^ 0xface, id);
    const shown = own.active ? own.display : `${own.display} (deleted)`;
    const full = own.parent === undefined ? shown : `${own.parent.ref.name ?? ""}:${shown}`;
    const ref = refs.name(entity, String(id), entity === "Customer" ? full : shown);
    const place = own.parent?.address ?? address(seed, id);
    const currency =
      own.parent?.currency ?? (entity === "Employee" ? homeCurrency : currencyOf(index, own.display));
    const email = bits % 7 === 0 || entity === "Employee" ? undefined : mailbox(own.display, id);
    const party: Party = {
      ref,
      currency,
      address: place,
      ...(email === undefined ? {} : { email }),
      ...(own.taxCode === undefined ? {} : { taxCode: own.taxCode }),
      term: bits % 4,
      isProject: own.isProject,
    };
    const naming = {
      GivenName: own.person?.[0],
      FamilyName: own.person?.[1],
      FullyQualifiedName: entity === "Customer" ? full : undefined,
      CompanyName: own.person === undefined && entity !== "Employee" ? own.display : undefined,
      DisplayName: shown,
      PrintOnCheckName: own.display,
      Active: own.active,
      PrimaryPhone: bits % 3 === 0 ? undefined : phone(bits),
      PrimaryEmailAddr: email === undefined ? undefined : { Address: email },
    };
    const money = { CurrencyRef: { value: currency, name: currencyNames[currency] ?? currency } };
    const head =
      entity === "Customer"
        ? {
            Taxable: own.taxCode !== undefined,
            BillAddr: place,
            ShipAddr: place,
            Job: own.parent !== undefined,
            BillWithParent: own.parent !== undefined,
            ParentRef: own.parent === undefined ? undefined : { value: own.parent.ref.value },
            Level: own.parent === undefined ? undefined : 1,
            SalesTermRef: { value: String(party.term + 1) },
            Balance: 0,
            BalanceWithJobs: 0,
            ...money,
            PreferredDeliveryMethod: "Print",
            IsProject: own.isProject,
          }
        : entity === "Vendor"
          ? {
              BillAddr: place,
              TermRef: { value: String(party.term + 1) },
              Balance: 0,
              AcctNum: bits % 2 === 0 ? String(bits % 10_000_000) : undefined,
              Vendor1099: bits % 5 === 0,
              ...money,
            }
          : { BillableTime: bits % 2 === 0, HiredDate: "2021-09-08", PrimaryAddr: place };
    const tail = {
      ...naming,
      DefaultTaxCodeRef: own.taxCode === undefined ? undefined : { value: String(own.taxCode + 2) },
    };
    const object = listObject(String(id), createdMs, updatedMs, present(head), updatedMs > createdMs ? 1 : 0);
    rows.push({ entity, object: { ...object, ...present(tail) }, updatedMs });
    return party;
  }

  const customers: Party[] = [];
  const byDisplay = new Map<string, Party>();
  let id = 0;
  const taken = new Set([...profile.customerNames, ...profile.vendorNames]);
  let invented = 0;
  const fresh = (): ReturnType<typeof inventedName> => {
    for (;;) {
      const made = inventedName(invented++);
      if (!taken.has(made.display)) return made;
    }
  };
  for (let index = 0; index < counts.customers; index++) {
    const seeded = profile.customerNames[index];
    const bits = mix(seed ^ 0xc057, index);
    // Every twelfth invented customer is a job or project under an earlier one.
    const parentIndex =
      seeded === undefined && index % 12 === 11 ? bits % Math.max(1, Math.floor(index / 2)) : -1;
    const candidate = customers[parentIndex];
    const parent =
      candidate === undefined || candidate.isProject || (candidate.ref.name ?? "").includes(":")
        ? undefined
        : candidate;
    const [first = "", job] = (seeded ?? "").split(":");
    const made =
      seeded === undefined
        ? parent === undefined
          ? fresh()
          : { display: `${profile.projects ? "Project" : "Site"} ${index}` }
        : { display: job ?? first };
    const above = job === undefined ? parent : byDisplay.get(first);
    id += 1;
    const party = name("Customer", id, index, counts.customers, {
      ...made,
      ...(above === undefined ? {} : { parent: above }),
      ...(vat === undefined && bits % 5 < 2 ? { taxCode: bits % 7 === 0 ? 2 : bits % 2 } : {}),
      isProject: profile.projects && above !== undefined && bits % 3 !== 0,
      active: !(seeded === undefined && index % 29 === 17),
    });
    if (above === undefined) byDisplay.set(made.display, party);
    customers.push(party);
  }
  const vendors: Party[] = [];
  for (let index = 0; index < counts.vendors; index++) {
    const seeded = profile.vendorNames[index];
    id += 1;
    vendors.push(
      name("Vendor", id, index, counts.vendors, {
        ...(seeded === undefined ? fresh() : { display: seeded }),
        isProject: false,
        active: !(seeded === undefined && index % 31 === 13),
      }),
    );
  }
  const employees: Party[] = [];
  for (let index = 0; index < counts.employees; index++) {
    const person = [entryAt(given, index * 7 + 3), entryAt(family, index * 5 + 9)] as const;
    id += 1;
    employees.push(
      name("Employee", id, index, counts.employees, {
        display: `${person[0]} ${String.fromCharCode(65 + (index % 26))}. ${person[1]}${index < 26 ? "" : ` ${Math.floor(index / 26) + 1}`}`,
        person,
        isProject: false,
        active: index !== 1,
      }),
    );
  }
  return { rows, customers, vendors, employees };
}
