import { z } from "zod";

/** RFC 9457, as our routes answer it. */
const problem = z.object({
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  invalid: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
});

export interface InvalidField {
  readonly at: string;
  readonly message: string;
}

/** What the server rejected, in its own words; `message` may be shown as it is. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  readonly code: string;
  readonly invalid: readonly InvalidField[];

  constructor(status: number, code: string, message: string, invalid: readonly InvalidField[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.invalid = invalid;
  }
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    return new ProblemError(response.status, "internal", "The server’s answer could not be read.");
  }
  const { status, code, detail, invalid = [] } = parsed.data;
  return new ProblemError(status, code, detail, invalid);
}

/** Whatever was thrown, as a sentence for a person. */
export function describeProblem(thrown: unknown): string {
  return thrown instanceof ProblemError
    ? thrown.message
    : "Something went wrong on our side. Please try again.";
}

/** What the server says about one field of the body, if anything. */
export function describeField(thrown: unknown, field: string): string | null {
  if (!(thrown instanceof ProblemError)) return null;
  const at = `body.${field}`;
  return thrown.invalid.find((each) => each.at === at || each.at.startsWith(`${at}.`))?.message ?? null;
}
