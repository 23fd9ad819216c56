import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError, type AppError } from "#lib/core/app-error.ts";
import type { BatchQuestion } from "#lib/quickbooks/ask-batch.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import { askTogether } from "../read/ask/ask-together.ts";
import { companyFilter } from "../read/ask/record-filter.ts";
import type { RunContext } from "../run-context.ts";

export interface SourceCounts {
  /** QuickBooks' own counts. Absent: it did not tell, and must be asked by itself. */
  readonly counts: ReadonlyMap<RecordType, number>;
  /** Types whose count QuickBooks refuses though it has them: rates that are had by naming their day only. */
  readonly uncounted: ReadonlySet<RecordType>;
  /** Types that the company does not have. */
  readonly notOffered: ReadonlyMap<RecordType, AppError>;
  /** Settings, which are one object each: asked for in place of a count. */
  readonly settings: ReadonlyMap<RecordType, QueryPage>;
  /** QuickBooks' time of the earliest answer; null when it did not say. */
  readonly time: Date | null;
  /** Our time. */
  readonly countedAt: Date;
}

/**
 * QuickBooks' count of each type, up to thirty in one request. Of settings there is nothing to count: they
 * are had themselves.
 *
 * @throws what ends the whole run (see step-failure)
 */
export async function countTypes(
  context: RunContext,
  recordTypes: readonly RecordType[],
): Promise<SourceCounts> {
  const filter = companyFilter(context);
  const countedAt = context.clock.now();
  // What QuickBooks takes in a simpler form only is asked for by itself.
  const asked = recordTypes.filter((recordType) => (context.forms.of.get(recordType)?.size ?? 0) === 0);
  const questions = asked.map((recordType): BatchQuestion =>
    isSetting(recordType)
      ? { kind: "page", recordType, page: { startPosition: 1, maxResults: 1000 } }
      : { kind: "count", recordType, filter },
  );
  const { answers, time } = await askTogether(context.client, questions, context.signal);
  const counts = new Map<RecordType, number>();
  const uncounted = new Set<RecordType>();
  const notOffered = new Map<RecordType, AppError>();
  const settings = new Map<RecordType, QueryPage>();
  asked.forEach((recordType, place) => {
    const answer = answers[place];
    if (answer?.kind === "count" && answer.count !== null) counts.set(recordType, answer.count);
    else if (answer?.kind === "page") settings.set(recordType, answer.page);
    else if (answer?.kind === "rejected") {
      if (isAppError(answer.error, "quickbooks.not_offered")) notOffered.set(recordType, answer.error);
      else if (isUncounted(recordType, answer.error)) uncounted.add(recordType);
    }
  });
  return { counts, uncounted, notOffered, settings, time, countedAt };
}

/** Whether the type is one object, of which there is nothing to count. */
export function isSetting(recordType: RecordType): boolean {
  return intuitEntity(recordType).access === "singleton";
}

/**
 * Whether a failed count says only that: QuickBooks refuses to count settings and rates, and still has
 * them.
 */
export function isUncounted(recordType: RecordType, failure: AppError): boolean {
  return intuitEntity(recordType).access !== "window" && failure.code === "quickbooks.rejected";
}
