// Opens a generated company: the same spec on the same day gives the same company.

import {
  usualHabits,
  type BooksHabits,
  type CompanySpec,
  type OpenCompany,
  type SandboxClock,
} from "./company.ts";
import { Balances } from "./balances.ts";
import { isKnownEntity, knownEntities } from "./entity-traits.ts";
import { EntityTable } from "./entity-table.ts";
import { Refs } from "./refs.ts";
import { SandboxCompany } from "./sandbox-company.ts";
import { CompanyState } from "./state.ts";
import { HistoryClock } from "./history-clock.ts";
import { pacificEpochDay, wireTime } from "./wire-time.ts";
import { Writer } from "./writer.ts";
import { Base } from "../generate/base.ts";
import { baseLedgerOf, baseStockOf } from "../generate/base-ledger.ts";
import { allBaseRows } from "../generate/base-rows.ts";
import { exchangeRateRows } from "../generate/exchange-rate-rows.ts";
import { taxAccountsOf } from "../generate/tax-lists.ts";
import type { ListRow } from "../generate/blueprint.ts";
import { Past } from "../generate/history/past.ts";
import { playHistory } from "../generate/history/play-history.ts";
import { listCountsFor, makeBlueprint, type ListCounts } from "../generate/make-blueprint.ts";
import { openStock } from "../generate/open-stock.ts";
import { planTransactions } from "../generate/plan-transactions.ts";
import { lastNumbers } from "../generate/last-numbers.ts";
import { profileOf } from "../generate/profiles/index.ts";

const namedSizes = { small: 600, medium: 20_000, large: 200_000 } as const;

export const recordsOf = (size: CompanySpec["size"]): number =>
  typeof size === "number" ? size : namedSizes[size];

/** Where ids of generated transactions begin; transactions share one row of ids. */
const firstTransactionId = 101;

interface Opened {
  readonly state: CompanyState;
  readonly company: SandboxCompany;
  readonly listRows: number;
}

/** Opens a company with so many generated transactions below its history. */
function open(
  spec: CompanySpec,
  present: SandboxClock,
  counts: ListCounts,
  transactions: (listRows: number) => number,
  habits: () => BooksHabits,
): Opened {
  const profile = profileOf(spec.profile, spec.index);
  const name = spec.index < 4 ? profile.companyName : `${profile.companyName} ${spec.index + 1}`;
  const refs = new Refs();
  const clock = new HistoryClock(present);
  const identity = {
    realmId: spec.realmId,
    name,
    country: profile.country,
    multicurrency: profile.currencies.length > 0,
  };
  const state = new CompanyState(identity, clock, refs, habits);
  const { blueprint, rows } = makeBlueprint(
    spec.seed,
    profile,
    name,
    counts,
    pacificEpochDay(present.now()),
    refs,
  );
  // CustomSalesTax is there by a switch alone.
  const listRows = rows.filter(({ object }) => object.Id !== "CustomSalesTax").length;
  for (const { entity, object } of rows) if (entity === "Account") state.chart.keep(object);
  for (const [agencyId, accountId] of taxAccountsOf) state.taxAccounts.set(agencyId, accountId);

  const base = new Base(blueprint, planTransactions(blueprint, transactions(listRows)), firstTransactionId);
  for (const [entity, baseRows] of allBaseRows(base)) state.installTable(new EntityTable(entity, baseRows));
  if (identity.multicurrency) {
    const rates = exchangeRateRows(
      profile.currencies,
      blueprint.homeCurrency,
      blueprint.startDay,
      blueprint.endDay,
    );
    state.installTable(new EntityTable("ExchangeRate", rates));
    state.noteId("ExchangeRate", String(rates.length));
  }
  state.noteId("Invoice", String(base.nextId));
  openStock(state, blueprint);
  state.books.load(baseLedgerOf(base, (id) => state.chart.current(id)));
  state.books.stock.load(baseStockOf(base));

  const balances = new Balances(state);
  fillLists(state, balances, rows);
  const writer = new Writer(state, balances);
  for (const [entity, last] of lastNumbers(base)) writer.numbering.start(entity, last);
  playHistory(new Past(blueprint, state, writer, clock));
  clock.returnToPresent();
  return { state, company: new SandboxCompany(state, writer), listRows };
}

/** Lists go in with the balances that the base gave them, dated by the last transaction that moved them. */
function fillLists(state: CompanyState, balances: Balances, rows: readonly ListRow[]): void {
  for (const { entity, object } of rows) {
    if (entity === "Customer") balances.customers.keep(object);
    if (entity === "Account") balances.accounts.keep(object);
    if (isKnownEntity(entity)) state.noteId(entity, object.Id);
  }
  for (const [entity, ofEntity] of Map.groupBy(rows, (row) => row.entity))
    state.table(entity).fill(
      ofEntity.map(({ object, updatedMs }) => {
        const { books } = state;
        const movedMs = Math.max(
          updatedMs,
          entity === "Item" ? books.stock.lastMovedMs(object.Id) : books.lastMovedMs(entity, object.Id),
        );
        const shown = balances.shown(entity, object);
        return {
          object:
            movedMs === updatedMs
              ? shown
              : { ...shown, MetaData: { ...shown.MetaData, LastUpdatedTime: wireTime(movedMs) } },
          updatedMs: movedMs,
        };
      }),
    );
}

/** Records that clients can count: exchange rates are a table of the market's, not the company's. */
const recordCount = ({ company }: Opened): number =>
  knownEntities.reduce(
    (sum, entity) => (entity === "ExchangeRate" ? sum : sum + company.count(entity, {})),
    0,
  );

const smallestLists = { customers: 40, vendors: 26, employees: 8, items: 20 } as const;

const addedByHistory = new Map<string, number>();

/**
 * How many records the history of a profile adds, told by a rehearsal without a base, so that the whole
 * comes out as large as asked. The history is the same whatever the seed.
 */
function historySize(spec: CompanySpec, clock: SandboxClock): number {
  const { key } = profileOf(spec.profile, spec.index);
  const known = addedByHistory.get(key);
  if (known !== undefined) return known;
  const rehearsal = open(
    spec,
    clock,
    smallestLists,
    () => 0,
    () => usualHabits,
  );
  const added = recordCount(rehearsal) - rehearsal.listRows;
  addedByHistory.set(key, added);
  return added;
}

export const openCompany: OpenCompany = (spec, clock, habits = () => usualHabits) => {
  const records = recordsOf(spec.size);
  const added = historySize(spec, clock);
  return open(
    spec,
    clock,
    listCountsFor(records),
    (listRows) => Math.max(0, records - listRows - added),
    habits,
  ).company;
};
