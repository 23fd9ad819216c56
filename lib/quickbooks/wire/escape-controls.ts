/**
 * JSON in which control characters stand as they are inside of strings (a tab from a spreadsheet, a NUL
 * from an import), with each of them written as an escape: what it was meant to be. Other text is returned
 * unchanged.
 */
export function escapeControls(json: string): string {
  if (!hasControl.test(json)) return json;
  let escaped = "";
  let isInside = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (isInside && character === "\\") {
      escaped += character + json.charAt(at + 1);
      at += 1;
    } else if (isInside && character < " ") {
      escaped += `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    } else {
      if (character === '"') isInside = !isInside;
      escaped += character;
    }
  }
  return escaped;
}

const hasControl = /[\u0000-\u001f]/;
