// PostgreSQL's COPY text format. Of the ways to hand over a page of a thousand records it was the
// cheapest on both sides (bench/README.md has the figures).

export type CopyValue = string | number | boolean | Date | Buffer | null;

const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

export function copyText(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return special.test(value) ? value.replace(specials, escape) : value;
  if (typeof value === "object")
    return value instanceof Date ? value.toISOString() : `\\\\x${value.toString("hex")}`;
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

function escape(character: string): string {
  return escapes[character] ?? character;
}

interface CopyColumn<Row> {
  readonly of: (row: Row) => CopyValue;
}

/** One line per row, columns in the order given. */
export function copyLines<Row>(rows: readonly Row[], columns: readonly CopyColumn<Row>[]): string {
  let text = "";
  for (const row of rows) {
    let separator = "";
    for (const column of columns) {
      text += separator + copyText(column.of(row));
      separator = "\t";
    }
    text += "\n";
  }
  return text;
}
