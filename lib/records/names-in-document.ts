import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/** Lists by the fields that refer to them, whatever stands before: "ToAccountRef", "PrefVendorRef". */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/(Customer|Project|Job)Ref$/, "customer"],
  [/VendorRef$/, "vendor"],
  [/EmployeeRef$/, "employee"],
  [/AccountRef$/, "account"],
  [/ItemRef$/, "item"],
  [/ClassRef$/, "class"],
  [/DepartmentRef$/, "department"],
];

const typed = new Map([
  ["customer", "customer"],
  ["job", "customer"],
  ["vendor", "vendor"],
  ["employee", "employee"],
]);

export type NamesInDocument = (kind: string, id: string) => string | null;

/**
 * The names that a document itself gives to what it refers to: they may be old, and are all there is where
 * the list record was never read.
 */
export function namesInDocument(document: unknown): NamesInDocument {
  const names = new Map<string, string>();
  collect(document, "", undefined, names);
  return (kind, id) => names.get(`${kind} ${id}`) ?? null;
}

function collect(value: unknown, field: string, typeBeside: unknown, names: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const one of value as readonly unknown[]) collect(one, field, typeBeside, names);
  } else if (isWireRecord(value)) {
    const { value: id, name } = value;
    const kind = kindOf(field, value["type"] ?? typeBeside);
    if (kind !== null && typeof id === "string" && typeof name === "string" && name !== "") {
      names.set(`${kind} ${id}`, name);
    }
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, key, value["Type"] ?? value["type"], names);
    }
  }
}

function kindOf(field: string, type: unknown): string | null {
  if (field === "EntityRef" || field === "Entity") {
    return typeof type === "string" ? (typed.get(type.toLowerCase()) ?? null) : null;
  }
  return kinds.find(([fields]) => fields.test(field))?.[1] ?? null;
}
