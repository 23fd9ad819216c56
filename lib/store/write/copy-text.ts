// PostgreSQL's COPY text format. Of the ways to hand over a page of a thousand records it was the
// cheapest on both sides (bench/README.md has the figures).

export type CopyValue = string | number | boolean | Date | null;

const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One field, escaped; null is `\N`. NUL, which PostgreSQL does not take, must be gone already. */
export function copyText(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return special.test(value) ? value.replace(specials, escape) : value;
  if (typeof value === "object") return value.toISOString();
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

function escape(character: string): string {
  return escapes[character] ?? character;
}

interface CopyColumn<Row> {
  readonly of: (row: Row) => CopyValue;
}

/** A row's values in the order of the columns, with the line's end. */
export function copyLine<Row>(row: Row, columns: readonly CopyColumn<Row>[]): string {
  let text = "";
  let separator = "";
  for (const column of columns) {
    text += separator + copyText(column.of(row));
    separator = "\t";
  }
  return `${text}\n`;
}

/** The text in a column of a line that {@link copyLine} made; null for SQL's null. */
export function readCopied(line: string, column: number): string | null {
  const field = line.replace(/\n$/, "").split("\t")[column];
  if (field === undefined || field === "\\N") return null;
  return field.replace(/\\(.)/g, (_, character: string) => unescapes[character] ?? character);
}

const unescapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
