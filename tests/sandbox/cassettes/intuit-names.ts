// Every member name that Intuit's own schemas know. A member of ours that no recording shows is allowed
// only if Intuit could have sent it.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../../../shared/recorded/xsd");

export function readIntuitNames(): ReadonlySet<string> {
  const schemas = readdirSync(folder).filter((file) => file.endsWith(".xsd"));
  const names = schemas.flatMap((file) =>
    [...readFileSync(path.join(folder, file), "utf8").matchAll(/\bname="(\w+)"/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  // Members of the JSON form that the XML schemas write as attributes or text.
  return new Set([...names, "value", "name", "type"]);
}
