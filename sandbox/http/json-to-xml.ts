type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Members that Intuit's schema makes attributes of their element rather than children. */
const attributeNames = new Set([
  "domain", "sparse", "status", "time", "type", "name", "code", "element", "startPosition", "maxResults", "totalCount", "bId",
]); // prettier-ignore

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function element(name: string, value: Json): string {
  if (value === null) return "";
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  if (!isObject(value)) return `<${name}>${escape(String(value))}</${name}>`;
  let attributes = "";
  let children = "";
  for (const [key, member] of Object.entries(value)) {
    const isScalar = typeof member !== "object";
    // A reference is written <CustomerRef name="Amy">1</CustomerRef>: its value is the text itself.
    if (key === "value" && isScalar) children += escape(String(member));
    else if (attributeNames.has(key) && isScalar) attributes += ` ${key}="${escape(String(member))}"`;
    else children += element(key, member);
  }
  return `<${name}${attributes}>${children}</${name}>`;
}

/** Intuit's XML form of a JSON envelope: `<IntuitResponse xmlns=… time="…">` around its members. */
export function jsonToXml(envelopeText: string): string {
  const envelope = JSON.parse(envelopeText) as Json;
  if (!isObject(envelope)) return "";
  const { time, ...members } = envelope;
  const stamp = typeof time === "string" ? ` time="${escape(time)}"` : "";
  const inside = Object.entries(members).map(([name, value]) => element(name, value));
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3"${stamp}>${inside.join("")}</IntuitResponse>`;
}
