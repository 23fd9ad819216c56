import { QueryError } from "./query-error.ts";

export interface Token {
  readonly kind: "keyword" | "identifier" | "string" | "bare" | "symbol" | "end";
  /** Keywords upper-cased, strings unescaped, everything else as written. */
  readonly text: string;
  readonly raw: string;
  /** Where it begins in the statement, from 0. */
  readonly at: number;
}

const keywords = new Set([
  "SELECT", "FROM", "WHERE", "AND", "IN", "LIKE", "ORDERBY", "ORDER", "BY", "ASC", "DESC",
  "STARTPOSITION", "MAXRESULTS", "COUNT", "TRUE", "FALSE", "CURRENT_DATE",
]); // prettier-ignore

const spacePattern = /\s+/y;
const identifierPattern = /[A-Za-z_][A-Za-z0-9_.]*/y;
/** Numbers, and dates or times that were left unquoted. */
const barePattern = /[0-9][0-9A-Za-z.:+-]*/y;
const stringPattern = /'((?:[^'\\]|\\[\s\S])*)'/y;
const symbolPattern = /<=|>=|[=<>(),*]/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** "line 1, column 29", counted from 1 as Intuit's parser does. */
export function position(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** @throws QueryError 4000 on a character that begins no token, which includes `!` of `!=` and an open quote. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(spacePattern, text, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.raw.length;
  }
  tokens.push({ kind: "end", text: "", raw: "", at: text.length });
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const identifier = matchAt(identifierPattern, text, at)?.[0];
  if (identifier !== undefined) {
    const upper = identifier.toUpperCase();
    const isKeyword = keywords.has(upper);
    return {
      kind: isKeyword ? "keyword" : "identifier",
      text: isKeyword ? upper : identifier,
      raw: identifier,
      at,
    };
  }
  const bare = matchAt(barePattern, text, at)?.[0];
  if (bare !== undefined) return { kind: "bare", text: bare, raw: bare, at };
  const string = matchAt(stringPattern, text, at);
  if (string) {
    const inside = (string[1] ?? "").replaceAll(/\\([\s\S])/g, "$1");
    return { kind: "string", text: inside, raw: string[0], at };
  }
  const symbol = matchAt(symbolPattern, text, at)?.[0];
  if (symbol !== undefined) return { kind: "symbol", text: symbol, raw: symbol, at };
  const character = text.charAt(at);
  throw new QueryError(
    "4000",
    `QueryParserError: Lexical error at ${position(text, at)}.  Encountered: "${character}" (${character.charCodeAt(0)}), after : ""`,
  );
}
