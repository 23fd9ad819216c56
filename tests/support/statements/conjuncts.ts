/**
 * What must all be true for a condition to be, as PostgreSQL writes it out: "((a) AND (b))". Of alternatives
 * none.
 */
export function conjunctsOf(condition: string): string[] {
  const text = withoutParentheses(condition);
  const parts = splitOutside(text, " AND ");
  if (parts.length > 1) return parts.flatMap(conjunctsOf);
  return splitOutside(text, " OR ").length > 1 ? [] : [text];
}

function withoutParentheses(text: string): string {
  if (!text.startsWith("(")) return text;
  const end = depthsIn(text).findIndex((depth, at) => depth === 0 && at > 0);
  return end === text.length - 1 ? withoutParentheses(text.slice(1, -1)) : text;
}

function splitOutside(text: string, word: string): string[] {
  const depths = depthsIn(text);
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (depths[at] !== 0) continue;
    parts.push(text.slice(from, at));
    from = at + word.length;
  }
  return [...parts, text.slice(from)];
}

/** How many parentheses are open behind each character; what is quoted counts as inside of one. */
function depthsIn(text: string): number[] {
  let depth = 0;
  let quoted = false;
  return Array.from({ length: text.length }, (_, at) => {
    const character = text[at];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === "(") depth += 1;
    else if (!quoted && character === ")") depth -= 1;
    return quoted ? depth + 1 : depth;
  });
}
