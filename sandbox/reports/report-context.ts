// What every report is made from: its parameters, its period, its lines and the header it begins with.

import type { BooksFault } from "../company/company.ts";
import { faults } from "../company/fault.ts";
import type { CompanyState } from "../company/state.ts";
import { fieldsAt, textAt } from "../company/wire-fields.ts";
import { wireTime } from "../company/wire-time.ts";
import { cashLines } from "./cash-basis.ts";
import { accrualLines, filterOf, type LedgerLine, type LineFilter } from "./ledger-lines.ts";
import { periodOf, reportDay, type Period, type PeriodFault } from "./report-period.ts";
import type { ReportLayout } from "./layout.ts";
import { reject } from "../company/rules/rejection.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The query key whose presence, whatever its value, asks for the layout of 2026. */
const modernKey = "testing_migration";

/** These take no accounting_method; the journal does not even say its basis. */
const accrualOnly = new Set(["CashFlow", "JournalReport"]);

export interface ReportContext {
  readonly state: CompanyState;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly basis: "Cash" | "Accrual";
  readonly layout: ReportLayout;
  readonly fiscalMonth: number;
  readonly filter: LineFilter;
  period(defaultMacro: string): Period;
  day(): string;
  lines(filter: LineFilter): Iterable<LedgerLine>;
  header(period: Partial<Period>, more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

const periodFault = (fault: PeriodFault): BooksFault =>
  "badDate" in fault
    ? faults.invalidDate("date", fault.badDate)
    : faults.invalidEnumeration("date_macro", fault.badMacro);

export function reportContext(
  state: CompanyState,
  name: string,
  parameters: ReadonlyMap<string, string>,
): ReportContext {
  const preferences = state.read("Preferences", "1") ?? {};
  const asked = parameters.get("accounting_method");
  if (asked !== undefined && asked !== "Cash" && asked !== "Accrual")
    reject(faults.invalidEnumeration("accounting_method", asked));
  const preferred = textAt(fieldsAt(preferences, "ReportPrefs") ?? {}, "ReportBasis");
  const basis = accrualOnly.has(name) ? "Accrual" : (asked ?? (preferred === "Cash" ? "Cash" : "Accrual"));
  const firstMonth =
    textAt(fieldsAt(preferences, "AccountingInfoPrefs") ?? {}, "FirstMonthOfFiscalYear") ?? "January";
  const fiscalMonth = Math.max(1, months.indexOf(firstMonth) + 1);
  const nowMs = state.nowMs();
  return {
    state,
    name,
    parameters,
    basis,
    layout: parameters.has(modernKey) ? "2026" : state.habits.reportLayout,
    fiscalMonth,
    filter: filterOf(parameters),
    period: (defaultMacro) => {
      const period = periodOf(parameters, nowMs, fiscalMonth, defaultMacro);
      return "start" in period ? period : reject(periodFault(period));
    },
    day: () => {
      const day = reportDay(parameters, nowMs);
      return typeof day === "string" ? day : reject(periodFault(day));
    },
    lines: (filter) => (basis === "Cash" ? cashLines(state, filter) : accrualLines(state, filter)),
    header: ({ start, end, macro }, more = {}) => ({
      Time: wireTime(nowMs),
      ReportName: name,
      ...(macro === undefined ? {} : { DateMacro: macro }),
      ...(name === "JournalReport" ? {} : { ReportBasis: basis }),
      ...(start === undefined ? {} : { StartPeriod: start }),
      ...(end === undefined ? {} : { EndPeriod: end }),
      ...more,
      Currency: state.homeCurrency,
      ...echoed(parameters),
    }),
  };
}

/** Filters come back in the header under their own capitalised names. */
const echoedNames = {
  customer: "Customer",
  vendor: "Vendor",
  employee: "Employee",
  item: "Item",
  class: "Class",
  department: "Department",
} as const;

function echoed(parameters: ReadonlyMap<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [parameter, member] of Object.entries(echoedNames)) {
    const value = parameters.get(parameter);
    if (value !== undefined) out[member] = value;
  }
  return out;
}
