import type { Company, ScanOptions, WireObject } from "../company/company.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import { entityOfName, factsOf } from "../accounting/entity-protocol.ts";
import { attachedRecordTest, isAboutAttachedRecord } from "./attached-record.ts";
import { checkBudgetClauses } from "./budget-clauses.ts";
import { compileComparison, instantOf, sortRows } from "./compare-rows.ts";
import { countBesideRows } from "./count-beside-rows.ts";
import { defaultOrder } from "./default-order.ts";
import { dayTest } from "./exchange-rate-days.ts";
import { parseQuery, type Comparison, type Statement } from "./parse-query.ts";
import { projectRow } from "./project-row.ts";
import { propertyRules } from "./property-rules.ts";
import { QueryError } from "./query-error.ts";

const mostRows = 1000;
const usualRows = 100;

export interface Rows {
  readonly kind: "rows";
  readonly entity: string;
  /** The JSON text of each row. */
  readonly rows: readonly string[];
  readonly startPosition: number;
  /** Stands beside the rows of some types. */
  readonly totalCount: number | undefined;
}
export interface Count {
  readonly kind: "count";
  readonly totalCount: number;
}

export interface QueryContext {
  readonly company: Company;
  readonly switches: Readonly<SwitchValues>;
  readonly nowMs: number;
  /** Rows that may still be returned: 1,000, less in a batch whose earlier items returned some. */
  readonly mostRows: number;
  /** What the wire shows of a row; undefined where rows travel as they are, which lets pages be joined as text. */
  readonly addMetadata: (entity: string) => ((row: WireObject) => object) | undefined;
}

/** WHERE split into what an index answers and what each row must be asked. */
interface Plan {
  readonly options: Omit<ScanOptions, "order" | "descending" | "offset" | "limit">;
  readonly ids: readonly string[] | undefined;
  readonly test: ((row: WireObject) => boolean) | undefined;
}

/** @throws QueryError 4000, 4001 or 5030 */
export function runQuery(text: string, context: QueryContext): Rows | Count {
  const statement = parseQuery(text);
  const entity = entityOfName(statement.entity);
  if (entity === undefined) {
    throw new QueryError("4001", `QueryValidationError: invalid context declaration: ${statement.entity}`);
  }
  if (!context.company.offers(entity)) throw new QueryError("5030", notOffered(entity));
  checkBudgetClauses(statement, entity, context.switches);
  const plan = planWhere(statement, entity, context);
  const asked = statement.orderBy.map((sorting) => ({
    ...sorting,
    property: propertyRules(entity).sortable(sorting.property),
  }));
  const orderBy = asked.length > 0 ? asked : defaultOrder(entity, context.switches);
  const limit = Math.min(pageSize(statement, context.switches), context.mostRows);
  if (statement.select.kind === "count")
    return { kind: "count", totalCount: countRows(entity, plan, context.company) };
  const names = statement.select.kind === "properties" ? statement.select.names : undefined;
  const selected = names?.map((name) => propertyRules(entity).selectable(name));
  const startPosition = statement.startPosition ?? 1;
  const page = { offset: Math.max(0, startPosition - 1), limit };

  const addMetadata = context.addMetadata(entity);
  const write = (row: WireObject): string => {
    const shown = addMetadata ? addMetadata(row) : row;
    return JSON.stringify(selected ? projectRow(shown, selected) : shown);
  };
  const scan = scanOrder(orderBy);
  const { company } = context;
  const found = (rows: readonly string[]): Rows => ({
    kind: "rows",
    entity,
    rows,
    startPosition,
    totalCount: countBesideRows(entity, rows.length, context.switches, () =>
      countRows(entity, plan, company),
    ),
  });
  if (scan && plan.ids === undefined && plan.test === undefined) {
    const options = { ...plan.options, ...scan, ...page };
    const texts =
      addMetadata === undefined && selected === undefined ? company.scanText?.(entity, options) : undefined;
    return found(texts === undefined ? Array.from(company.scan(entity, options), write) : [...texts]);
  }
  const matching = matchingRows(entity, plan, { scan, orderBy }, page.offset + limit, company);
  const ordered = scan && plan.ids === undefined ? matching : sortRows(matching, orderBy);
  return found(ordered.slice(page.offset, page.offset + limit).map(write));
}

function notOffered(entity: string): string {
  return `Feature Not Supported Error : The feature ${entity} is not available to this company's subscription or country.`;
}

function pageSize({ maxResults }: Statement, switches: Readonly<SwitchValues>): number {
  if (maxResults === 0) {
    throw new QueryError("4001", "QueryValidationError: value 0 is too small. Min allowed value is 1");
  }
  if (maxResults !== undefined && maxResults > mostRows && switches.maxResultsAbove1000 === "fault") {
    throw new QueryError(
      "4001",
      `QueryValidationError: value ${maxResults} is too large. Max allowed value is 1000`,
    );
  }
  return Math.min(maxResults ?? usualRows, mostRows);
}

/** The two orders that the books have an index for; undefined when rows must be gathered and sorted. */
function scanOrder(orderBy: Statement["orderBy"]): Pick<ScanOptions, "order" | "descending"> | undefined {
  const [first, second, third] = orderBy;
  if (first === undefined) return { order: "id", descending: false };
  if (first.property === "Id") return { order: "id", descending: first.descending };
  if (first.property !== "MetaData.LastUpdatedTime" || third !== undefined) return undefined;
  const tieFits =
    second === undefined || (second.property === "Id" && second.descending === first.descending);
  return tieFits ? { order: "updated", descending: first.descending } : undefined;
}

function planWhere(statement: Statement, entity: string, context: QueryContext): Plan {
  let updatedFromMs: number | undefined;
  let updatedToMs: number | undefined;
  let ids: readonly string[] | undefined;
  let activeOnly =
    factsOf(entity).group === "list" && !(entity === "TaxCode" && context.switches.inactiveTaxCodes);
  const tests: ((row: WireObject) => boolean)[] = [];
  if (entity === "ExchangeRate") {
    const test = dayTest(statement.where, context.switches, context.nowMs);
    if (test) tests.push(test);
  }
  for (const written of statement.where) {
    const comparison = { ...written, property: propertyRules(entity).filterable(written.property) };
    const { property, operator } = comparison;
    if (
      property === "Id" &&
      operator !== "=" &&
      operator !== "IN" &&
      context.switches.idComparisons === "equality"
    ) {
      throw new QueryError(
        "4001",
        `QueryValidationError: operator ${operator} is not supported for property Id`,
      );
    }
    const test = compileComparison(comparison, context.nowMs);
    if (property === "MetaData.LastUpdatedTime" && operator !== "IN" && operator !== "LIKE") {
      const [from, to] = bounds(comparison, context.nowMs);
      if (from !== undefined) updatedFromMs = Math.max(from, updatedFromMs ?? from);
      if (to !== undefined) updatedToMs = Math.min(to, updatedToMs ?? to);
    } else if (property === "Active" && isAboutActive(comparison)) {
      const wanted = new Set(comparison.values.map((value) => value.text.toLowerCase()));
      activeOnly = !wanted.has("false");
      if (entity === "TaxCode" && context.switches.pseudoTaxCodesByActive === "left-out")
        tests.push((row) => row["Active"] !== undefined);
      if (wanted.has("false") && !wanted.has("true")) tests.push((row) => row["Active"] === false);
    } else if (property === "Id" && ids === undefined && (operator === "=" || operator === "IN")) {
      ids = [...new Set(comparison.values.map((value) => value.text))];
    } else if (!isAboutAttachedRecord(property)) {
      tests.push(test);
    }
  }
  const attached = attachedRecordTest(statement.where, context.nowMs);
  if (attached) tests.push(attached);
  return {
    options: {
      activeOnly,
      ...(updatedFromMs === undefined ? {} : { updatedFromMs }),
      ...(updatedToMs === undefined ? {} : { updatedToMs }),
    },
    ids,
    test: tests.length === 0 ? undefined : (row) => tests.every((test) => test(row)),
  };
}

function isAboutActive({ operator }: Comparison): boolean {
  return operator === "=" || operator === "IN";
}

/** Inclusive bounds in ms. LastUpdatedTime has whole seconds, so "later than" begins one ms later. */
function bounds(comparison: Comparison, nowMs: number): readonly [number | undefined, number | undefined] {
  const literal = comparison.values[0];
  if (literal === undefined) return [undefined, undefined];
  const at = instantOf(literal, comparison.property, nowMs);
  if (comparison.operator === ">") return [at + 1, undefined];
  if (comparison.operator === ">=") return [at, undefined];
  if (comparison.operator === "<") return [undefined, at - 1];
  if (comparison.operator === "<=") return [undefined, at];
  return [at, at];
}

function countRows(entity: string, plan: Plan, company: Company): number {
  if (plan.ids === undefined && plan.test === undefined) return company.count(entity, plan.options);
  if (plan.ids !== undefined) return rowsOfIds(entity, plan, plan.ids, company).length;
  let count = 0;
  for (const row of company.scan(entity, { ...plan.options, order: "id" })) {
    if (plan.test === undefined || plan.test(row)) count += 1;
  }
  return count;
}

/** Rows gathered beyond this are sorted and cut to the page, so that a sort of a million holds few at a time. */
const mostGathered = 5000;

/** Rows that pass the whole WHERE: those of the Ids, or a scan that stops as soon as the page is full. */
function matchingRows(
  entity: string,
  plan: Plan,
  {
    scan,
    orderBy,
  }: { scan: Pick<ScanOptions, "order" | "descending"> | undefined; orderBy: Statement["orderBy"] },
  enough: number,
  company: Company,
): WireObject[] {
  if (plan.ids !== undefined) return rowsOfIds(entity, plan, plan.ids, company);
  const found: WireObject[] = [];
  for (const row of company.scan(entity, { ...plan.options, ...(scan ?? { order: "id" }) })) {
    if (plan.test && !plan.test(row)) continue;
    found.push(row);
    if (scan && found.length >= enough) break;
    if (!scan && found.length >= Math.max(mostGathered, enough * 4)) sortRows(found, orderBy).length = enough;
  }
  return found;
}

function rowsOfIds(entity: string, plan: Plan, ids: readonly string[], company: Company): WireObject[] {
  const { activeOnly, updatedFromMs, updatedToMs } = plan.options;
  return ids.flatMap((id) => {
    const row = company.read(entity, id);
    if (row === undefined || (activeOnly === true && row["Active"] === false)) return [];
    const updatedMs = Date.parse(row.MetaData.LastUpdatedTime);
    if (updatedFromMs !== undefined && updatedMs < updatedFromMs) return [];
    if (updatedToMs !== undefined && updatedMs > updatedToMs) return [];
    return plan.test === undefined || plan.test(row) ? [row] : [];
  });
}
