// The shape of a JSON document: which members it has and of what type, whatever their values.

export interface Member {
  /** "text", "number", "boolean", "null", "object", "list", or several joined by "|". */
  type: string;
  /** Present in every object that could hold it. */
  always: boolean;
}

/** Path ("Invoice.Line[].Amount") to what stands there. Elements of a list are laid over each other. */
export type Shape = ReadonlyMap<string, Member>;

export function shapeOf(value: unknown): Shape {
  const shape = new Map<string, Member>();
  describe([value], "", shape);
  return shape;
}

function describe(values: readonly unknown[], path: string, shape: Map<string, Member>): void {
  const objects = values.filter((value) => typeOf(value) === "object") as Record<string, unknown>[];
  for (const key of new Set(objects.flatMap((object) => Object.keys(object)))) {
    const present = objects.filter((object) => Object.hasOwn(object, key)).map((object) => object[key]);
    const at = path === "" ? key : `${path}.${key}`;
    shape.set(at, {
      type: [...new Set(present.map(typeOf))].toSorted().join("|"),
      always: present.length === objects.length,
    });
    describe(present, at, shape);
    const elements = present.filter((value) => Array.isArray(value)).flat() as unknown[];
    if (elements.length > 0) describe(elements, `${at}[]`, shape);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value;
}

export interface Difference {
  readonly path: string;
  readonly message: string;
}

export interface Known {
  /** What every object of a kind has in all of Intuit's replies, as "Customer.DisplayName". */
  readonly always: ReadonlySet<string>;
  /** Names that Intuit's schemas have. */
  readonly names: ReadonlySet<string>;
}

/**
 * How ours departs from Intuit's: a member whose name Intuit does not know, one of another type, or one
 * missing that all of Intuit's objects of the kind have, or that this very reply has where `exact` is asked
 * because the record was prepared to be the same.
 */
export function differences(theirs: Shape, ours: Shape, known: Known, exact: boolean): readonly Difference[] {
  const found: Difference[] = [];
  for (const [path, member] of ours) {
    const recorded = theirs.get(path);
    if (!recorded) {
      if (!known.names.has(leafOf(path))) found.push({ path, message: "not known to Intuit" });
    } else if (!member.type.split("|").every((type) => recorded.type.split("|").includes(type))) {
      found.push({ path, message: `${member.type} instead of ${recorded.type}` });
    }
  }
  for (const [path, member] of theirs) {
    const needed = member.always && (exact || known.always.has(kindPath(path)));
    if (needed && parentIn(ours, path) && ours.get(path)?.always !== true) {
      found.push({ path, message: ours.has(path) ? "sometimes missing" : "missing" });
    }
  }
  return found;
}

/** "QueryResponse.Customer[].BillAddr.City" and "Customer.BillAddr.City" are one: "Customer.BillAddr.City". */
export function kindPath(path: string): string {
  return path
    .replace(/^(?:(?:QueryResponse|CDCResponse|BatchItemResponse|AttachableResponse)(?:\[\])?\.)+/, "")
    .replace(/^(\w+)\[\]/, "$1");
}

function leafOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).replaceAll("[]", "");
}

function parentIn(shape: Shape, path: string): boolean {
  const cut = path.lastIndexOf(".");
  return cut < 0 || shape.has(path.slice(0, cut).replace(/\[\]$/, ""));
}
