// What had to be changed to fit a record into its columns. Most records have nothing to note, so that
// this costs a push and a pop where a reader steps into an object, and nothing else.

export interface Adjustment {
  /** Where it stands in Intuit's JSON: "Line[2].SalesItemLineDetail.Qty". */
  readonly path: string;
  /** In words, without the value. */
  readonly reason: string;
  /** What QuickBooks sent, as JSON and cut short; null when nothing. Customers' data: not for logs. */
  readonly came: string | null;
  /** What the column holds instead; null when it is empty. */
  readonly stored: string | null;
}

/** A document of ten thousand odd lines is described well enough by its first ones. */
const mostNoted = 50;
const longestShown = 120;

export class AdjustmentLog {
  readonly #path: (string | number)[] = [];
  readonly #noted: Adjustment[] = [];
  #count = 0;

  enter(step: string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  note(field: string, reason: string, came: unknown, stored: string | null): void {
    this.#count += 1;
    if (this.#noted.length >= mostNoted) return;
    const path = storable(writePath([...this.#path, field]));
    this.#noted.push({ path, reason, came: describe(came), stored: stored === null ? null : cut(stored) });
  }

  /** As it is kept beside the record; null when there was nothing to note. */
  toJson(): string | null {
    if (this.#count === 0) return null;
    const left = this.#count - this.#noted.length;
    const more = { path: "", reason: `${left} more values were adjusted.`, came: null, stored: null };
    return JSON.stringify(left > 0 ? [...this.#noted, more] : this.#noted);
  }
}

/** The text without what PostgreSQL has no room for: NUL, and halves of surrogate pairs. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The first `most` UTF-16 units, or one fewer where that would cut a character in two. */
export function firstCharacters(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}

function writePath(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

function describe(came: unknown): string | null {
  if (came === undefined) return null;
  if (Array.isArray(came)) return `a list of ${came.length}`;
  if (typeof came === "object" && came !== null) return "an object";
  // JSON writes NUL and halves of surrogate pairs as escapes, which can be stored and seen.
  if (typeof came === "string") return JSON.stringify(cut(came));
  return typeof came === "number" ? String(came) : JSON.stringify(came);
}

function cut(text: string): string {
  return text.length > longestShown ? `${firstCharacters(text, longestShown)}…` : text;
}
