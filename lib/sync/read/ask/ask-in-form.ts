// A question is asked in the usual form; where QuickBooks refuses a clause of it, in the next simpler one.

import type { RecordType } from "#lib/books/record-type.ts";
import { isAppError, type AppError } from "#lib/core/app-error.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { plainForm, queryForms, usualForm, type QueryForm } from "#lib/quickbooks/query-form.ts";
import {
  countStatement,
  pageStatement,
  type PageRequest,
  type RecordFilter,
} from "#lib/quickbooks/statement.ts";
import { storeOmittedClauses } from "#lib/runs/progress/store-omitted-clauses.ts";
import { storeRejectedClauses } from "#lib/store/types/rejected-clauses.ts";
import type { RunContext } from "#lib/sync/run-context.ts";

function formOf(context: RunContext, recordType: RecordType): QueryForm {
  return context.forms.of.get(recordType) ?? usualForm;
}

/** Whether an answer in this form may leave out records that are inactive. */
export function mayMissInactive(recordType: RecordType, form: QueryForm): boolean {
  return form.has("active") && intuitEntity(recordType).hasActive;
}

export interface InForm<T> {
  readonly answer: T;
  readonly form: QueryForm;
}

/** A page in the simplest form that QuickBooks needs. `request` may differ by form. */
export async function askPageInForm<T>(
  context: RunContext,
  recordType: RecordType,
  request: (form: QueryForm) => PageRequest,
  ask: (page: PageRequest) => Promise<T>,
): Promise<InForm<T>> {
  const isListOfRates = intuitEntity(recordType).access === "day" && !request(usualForm).asOf;
  return askInForm(context, recordType, isListOfRates, async (form, isNew) => {
    const page = { ...request(form), form };
    return isNew(pageStatement(recordType, page)) ? { answer: await ask(page) } : null;
  });
}

/** As {@link askPageInForm}, for a count: its form tells what was counted. */
export async function askCountInForm(
  context: RunContext,
  recordType: RecordType,
  filter: RecordFilter,
  ask: (filter: RecordFilter) => Promise<number>,
): Promise<InForm<number>> {
  const isOfRates = intuitEntity(recordType).access === "day";
  return askInForm(context, recordType, isOfRates, async (form, isNew) => {
    const inForm = { ...filter, form };
    return isNew(countStatement(recordType, inForm)) ? { answer: await ask(inForm) } : null;
  });
}

async function askInForm<T>(
  context: RunContext,
  recordType: RecordType,
  isOfRates: boolean,
  ask: (form: QueryForm, isNew: (statement: string) => boolean) => Promise<{ readonly answer: T } | null>,
): Promise<InForm<T>> {
  const known = formOf(context, recordType);
  // All rates in one list may be refused for what they are; each day's are asked for then.
  const forms = isOfRates ? [known, plainForm] : [known, ...queryForms];
  const asked = new Set<string>();
  const isNew = (statement: string): boolean => !asked.has(statement) && Boolean(asked.add(statement));
  let rejection: AppError | null = null;
  for (const form of forms) {
    try {
      const answered = await ask(form, isNew);
      if (!answered) continue;
      await remember(context, recordType, form);
      return { answer: answered.answer, form };
    } catch (thrown) {
      if (!isRejectedClause(thrown)) throw thrown;
      // The usual question's refusal says most, and the first one is of that, or of what was remembered.
      rejection ??= thrown;
    }
  }
  throw rejection ?? new Error("a question was asked in no form");
}

/** Codes of a statement that is not understood or not allowed. Without a code nothing says that it is the clause. */
export function isRejectedClause(thrown: unknown): thrown is AppError {
  if (!isAppError(thrown, "quickbooks.rejected")) return false;
  return thrown.faultCode === "4000" || thrown.faultCode === "4001";
}

async function remember(context: RunContext, recordType: RecordType, form: QueryForm): Promise<void> {
  const { forms, lease, log } = context;
  if (!isSame(formOf(context, recordType), form)) {
    forms.of.set(recordType, form);
    log.warn({ recordType, leftOut: [...form] }, "QuickBooks refuses the usual question");
    await storeRejectedClauses(lease, recordType, [...form]);
  }
  if (isSame(forms.told.get(recordType) ?? usualForm, form)) return;
  forms.told.set(recordType, form);
  await storeOmittedClauses(lease, recordType, [...form]);
}

function isSame(left: QueryForm, right: QueryForm): boolean {
  return left.size === right.size && left.isSubsetOf(right);
}
