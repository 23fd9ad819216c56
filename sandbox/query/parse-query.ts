import { QueryError } from "./query-error.ts";
import { position, tokenize, type Token } from "./tokenize.ts";

type Operator = "=" | "<" | ">" | "<=" | ">=" | "IN" | "LIKE";

export interface Literal {
  readonly text: string;
  readonly kind: "quoted" | "bare" | "boolean" | "today";
}

export interface Comparison {
  readonly property: string;
  readonly operator: Operator;
  /** More than one for IN only. */
  readonly values: readonly Literal[];
}

export interface Sorting {
  readonly property: string;
  readonly descending: boolean;
}

/** A statement as written: names in the client's own case, nothing checked against an entity yet. */
export interface Statement {
  readonly select:
    { readonly kind: "all" | "count" } | { readonly kind: "properties"; readonly names: readonly string[] };
  readonly entity: string;
  readonly where: readonly Comparison[];
  readonly orderBy: readonly Sorting[];
  readonly startPosition: number | undefined;
  readonly maxResults: number | undefined;
}

const comparators = new Set(["=", "<", ">", "<=", ">="]);

/**
 * Reads a statement of Intuit's query language ("Data queries" in the QuickBooks Online documentation):
 * no OR, NOT, !=, BETWEEN, JOIN or GROUP BY; STARTPOSITION and MAXRESULTS in either order.
 *
 * @throws QueryError 4000 with the place of the first token that does not fit.
 */
export function parseQuery(text: string): Statement {
  if (text.trim() === "") throw new QueryError("4000", "QueryParserError: The query provided was empty");
  return new Parser(text).statement();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  statement(): Statement {
    this.#keyword("SELECT");
    const select = this.#selection();
    this.#keyword("FROM");
    const entity = this.#entity();
    const where = this.#takeKeyword("WHERE") ? this.#comparisons() : [];
    const orderBy = this.#takeOrderBy() ? this.#sortings() : [];
    const paging: { STARTPOSITION?: number; MAXRESULTS?: number } = {};
    for (;;) {
      const clause = this.#peek().text;
      if (this.#peek().kind !== "keyword" || (clause !== "STARTPOSITION" && clause !== "MAXRESULTS")) break;
      if (paging[clause] !== undefined) break;
      this.#next += 1;
      paging[clause] = this.#wholeNumber();
    }
    if (this.#peek().kind !== "end") {
      throw this.#unexpected(["<EOF>", '"WHERE"', '"ORDERBY"', '"STARTPOSITION"', '"MAXRESULTS"']);
    }
    return {
      select,
      entity,
      where,
      orderBy,
      startPosition: paging.STARTPOSITION,
      maxResults: paging.MAXRESULTS,
    };
  }

  #selection(): Statement["select"] {
    if (this.#takeSymbol("*")) return { kind: "all" };
    if (this.#takeKeyword("COUNT")) {
      this.#symbol("(");
      this.#symbol("*");
      this.#symbol(")");
      return { kind: "count" };
    }
    const names = [this.#identifier()];
    while (this.#takeSymbol(",")) names.push(this.#identifier());
    return { kind: "properties", names };
  }

  #comparisons(): readonly Comparison[] {
    const found = [this.#comparison()];
    while (this.#takeKeyword("AND")) found.push(this.#comparison());
    return found;
  }

  #comparison(): Comparison {
    const property = this.#identifier();
    if (this.#takeKeyword("IN")) {
      this.#symbol("(");
      const values = [this.#literal()];
      while (this.#takeSymbol(",")) values.push(this.#literal());
      this.#symbol(")");
      return { property, operator: "IN", values };
    }
    if (this.#takeKeyword("LIKE")) return { property, operator: "LIKE", values: [this.#literal()] };
    const token = this.#peek();
    if (token.kind !== "symbol" || !isComparator(token.text)) {
      throw this.#unexpected(['"="', '"<"', '">"', '"<="', '">="', '"IN"', '"LIKE"']);
    }
    this.#next += 1;
    return { property, operator: token.text, values: [this.#literal()] };
  }

  #sortings(): readonly Sorting[] {
    const found: Sorting[] = [];
    do {
      const property = this.#identifier();
      const descending = this.#takeKeyword("DESC");
      if (!descending) this.#takeKeyword("ASC");
      found.push({ property, descending });
    } while (this.#takeSymbol(","));
    return found;
  }

  #literal(): Literal {
    const token = this.#peek();
    this.#next += 1;
    if (token.kind === "string") return { text: token.text, kind: "quoted" };
    if (token.kind === "bare") return { text: token.text, kind: "bare" };
    if (token.kind === "keyword" && (token.text === "TRUE" || token.text === "FALSE")) {
      return { text: token.text.toLowerCase(), kind: "boolean" };
    }
    if (token.kind === "keyword" && token.text === "CURRENT_DATE") return { text: "", kind: "today" };
    this.#next -= 1;
    throw this.#unexpected(["<STRING>", "<NUMBER>", '"TRUE"', '"FALSE"', '"CURRENT_DATE"']);
  }

  #wholeNumber(): number {
    const token = this.#peek();
    const digits = token.kind === "bare" || token.kind === "string" ? token.text : "";
    if (!/^\d{1,9}$/.test(digits)) throw this.#unexpected(["<NUMBER>"]);
    this.#next += 1;
    return Number(digits);
  }

  #takeOrderBy(): boolean {
    if (this.#takeKeyword("ORDERBY")) return true;
    if (!this.#takeKeyword("ORDER")) return false;
    this.#keyword("BY");
    return true;
  }

  #identifier(): string {
    const token = this.#peek();
    // A property may be called like a keyword (Count, By): only the clauses that may follow are reserved.
    if (token.kind !== "identifier") throw this.#unexpected(["<IDENTIFIER>"]);
    this.#next += 1;
    return token.text;
  }

  /** `NULL` is no name to Intuit's parser. */
  #entity(): string {
    if (this.#peek().text.toLowerCase() === "null") throw this.#unexpected(["<IDENTIFIER>"]);
    return this.#identifier();
  }

  #keyword(word: string): void {
    if (!this.#takeKeyword(word)) throw this.#unexpected([`"${word}"`]);
  }

  #symbol(sign: string): void {
    if (!this.#takeSymbol(sign)) throw this.#unexpected([`"${sign}"`]);
  }

  #takeKeyword(word: string): boolean {
    return this.#take("keyword", word);
  }

  #takeSymbol(sign: string): boolean {
    return this.#take("symbol", sign);
  }

  #take(kind: Token["kind"], text: string): boolean {
    const token = this.#peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", raw: "", at: this.#text.length };
  }

  #unexpected(expected: readonly string[]): QueryError {
    const token = this.#peek();
    const where = position(this.#text, token.at);
    const wanted = `Was expecting${expected.length === 1 ? "" : " one of"}:\n    ${expected.join(" ...\n    ")} ...\n    `;
    return new QueryError("4000", `QueryParserError: Encountered ${image(token)} at ${where}.\n${wanted}`);
  }
}

function isComparator(text: string): text is "=" | "<" | ">" | "<=" | ">=" {
  return comparators.has(text);
}

/** How Intuit's parser names a token in its message: `" <IDENTIFIER> "TxnDate ""`, `"<EOF>"`. */
function image(token: Token): string {
  const kinds = { identifier: "<IDENTIFIER>", string: "<STRING>", bare: "<NUMBER>" } as const;
  if (token.kind === "end") return '"<EOF>"';
  if (token.kind === "keyword" || token.kind === "symbol") return `" "${token.raw}" "${token.raw} ""`;
  return `" ${kinds[token.kind]} "${token.raw} ""`;
}
