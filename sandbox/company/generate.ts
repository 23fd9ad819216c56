/** Opens a generated company: the same spec on the same day gives the same company. */
import type { CompanySpec, OpenCompany, SandboxClock } from "./company.ts";
import { Balances } from "./balances.ts";
import { isKnownEntity } from "./entity-catalog.ts";
import { EntityTable } from "./entity-table.ts";
import { Refs } from "./refs.ts";
import { SandboxCompany } from "./sandbox-company.ts";
import { CompanyState } from "./state.ts";
import { pacificEpochDay } from "./wire-time.ts";
import { Writer } from "./writer.ts";
import { Base } from "../generate/base.ts";
import { baseLedgerOf, baseStockOf } from "../generate/base-ledger.ts";
import { allBaseRows } from "../generate/base-rows.ts";
import { exchangeRateRows } from "../generate/exchange-rate-rows.ts";
import { taxAccountsOf } from "../generate/small-lists.ts";
import { listCountsFor, makeBlueprint } from "../generate/make-blueprint.ts";
import { openStock } from "../generate/open-stock.ts";
import { planTransactions } from "../generate/plan.ts";
import { lastNumbers } from "../generate/last-numbers.ts";
import { profileOf } from "../generate/profiles/index.ts";

const namedSizes = { small: 600, medium: 20_000, large: 200_000 } as const;

export const recordsOf = (size: CompanySpec["size"]): number =>
  typeof size === "number" ? size : namedSizes[size];

/** Where ids of generated transactions begin, past those that the history of odd cases takes. */
const firstTransactionId = 101;

export const openCompany: OpenCompany = (spec: CompanySpec, clock: SandboxClock) => {
  const profile = profileOf(spec.profile, spec.index);
  const records = recordsOf(spec.size);
  const name = spec.index < 4 ? profile.companyName : `${profile.companyName} ${spec.index + 1}`;
  const refs = new Refs();
  const identity = {
    realmId: spec.realmId,
    name,
    country: "US",
    multicurrency: profile.currencies.length > 0,
  } as const;
  const state = new CompanyState(identity, clock, refs);
  const { blueprint, rows } = makeBlueprint(
    spec.seed,
    profile,
    name,
    listCountsFor(records),
    pacificEpochDay(clock.now()),
    refs,
  );

  for (const { entity, object } of rows) if (entity === "Account") state.chart.keep(object);
  const base = new Base(
    blueprint,
    planTransactions(blueprint, Math.max(0, records - rows.length)),
    firstTransactionId,
  );
  for (const [entity, baseRows] of allBaseRows(base)) state.installTable(new EntityTable(entity, baseRows));
  if (identity.multicurrency)
    state.installTable(
      new EntityTable(
        "ExchangeRate",
        exchangeRateRows(profile.currencies, blueprint.startDay, blueprint.endDay),
      ),
    );
  state.noteId("Invoice", String(base.nextId));

  openStock(state.books, blueprint);
  state.books.load(baseLedgerOf(base, (id) => state.chart.current(id)));
  state.books.stock.load(baseStockOf(base));

  const balances = new Balances(state);
  for (const { entity, object } of rows) {
    if (entity === "Customer") balances.customers.keep(object);
    if (entity === "Account") balances.accounts.keep(object);
    if (isKnownEntity(entity)) state.noteId(entity, object.Id);
  }
  for (const [entity, ofEntity] of Map.groupBy(rows, (row) => row.entity))
    state
      .table(entity)
      .fill(ofEntity.map(({ object, updatedMs }) => ({ object: balances.shown(entity, object), updatedMs })));
  for (const [agencyId, accountId] of taxAccountsOf) state.taxAccounts.set(agencyId, accountId);
  const writer = new Writer(state, balances);
  for (const [entity, last] of lastNumbers(base)) writer.numbering.start(entity, last);
  return new SandboxCompany(state, writer);
};
