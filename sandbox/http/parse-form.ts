export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  /** A percent-escape was cut short or its bytes are no UTF-8; such a value is kept undecoded. */
  readonly isMalformed: boolean;
}

/** Reads `application/x-www-form-urlencoded` text (and query strings): `+` is a space, the first of a key wins. */
export function parseForm(text: string): Form {
  const fields = new Map<string, string>();
  let isMalformed = false;
  const decode = (part: string): string => {
    const spaced = part.includes("+") ? part.replaceAll("+", " ") : part;
    if (!spaced.includes("%")) return spaced;
    try {
      return decodeURIComponent(spaced);
    } catch {
      isMalformed = true;
      return spaced;
    }
  };
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const mark = pair.indexOf("=");
    const key = decode(mark === -1 ? pair : pair.slice(0, mark));
    if (!fields.has(key)) fields.set(key, mark === -1 ? "" : decode(pair.slice(mark + 1)));
  }
  return { fields, isMalformed };
}
