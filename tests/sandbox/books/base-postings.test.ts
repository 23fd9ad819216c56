import { expect, test } from "vitest";
import { CompanyState } from "#sandbox/company/state.ts";
import { postingContextOf } from "#sandbox/company/posting-context.ts";
import { Refs } from "#sandbox/company/refs.ts";
import { Base } from "#sandbox/generate/base.ts";
import { baseLedgerOf, baseStockOf } from "#sandbox/generate/base-ledger.ts";
import { allBaseRows } from "#sandbox/generate/base-rows.ts";
import { listCountsFor, makeBlueprint } from "#sandbox/generate/make-blueprint.ts";
import { planTransactions } from "#sandbox/generate/plan-transactions.ts";
import { profiles } from "#sandbox/generate/profiles/index.ts";
import { taxAccountsOf } from "#sandbox/generate/tax-lists.ts";
import { EntityTable } from "#sandbox/company/entity-table.ts";
import { postDocument } from "#sandbox/ledger/post-document.ts";
import type { Posting } from "#sandbox/ledger/posting.ts";

/** Accounts and names with their sums: what matters of a list of postings. */
function summary(postings: readonly Posting[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { accountId, cents, foreignCents, nameEntity, nameId } of postings) {
    const key = `${accountId} ${nameEntity ?? ""} ${nameId ?? ""}`;
    sums[`${key} home`] = (sums[`${key} home`] ?? 0) + cents;
    sums[`${key} foreign`] = (sums[`${key} foreign`] ?? 0) + foreignCents;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0));
}

test.each(Object.values(profiles))(
  "$key: each generated object posts exactly what its skeleton was added up as",
  (profile) => {
    const refs = new Refs();
    const endDay = 20_778;
    const { blueprint, rows } = makeBlueprint(7, profile, "Test", listCountsFor(600), endDay, refs);
    const identity = {
      realmId: "1",
      name: "Test",
      country: profile.country,
      multicurrency: profile.currencies.length > 0,
    };
    const state = new CompanyState(identity, { now: () => endDay * 86_400_000 }, refs);
    for (const { entity, object, updatedMs } of rows) {
      if (entity === "Account") state.chart.keep(object);
      state.table(entity).fill([{ object, updatedMs }]);
    }
    for (const [agency, account] of taxAccountsOf) state.taxAccounts.set(agency, account);
    const base = new Base(blueprint, planTransactions(blueprint, 3_000), 101);
    for (const [entity, baseRows] of allBaseRows(base)) state.installTable(new EntityTable(entity, baseRows));
    const ledger = baseLedgerOf(base, (id) => id);
    const stock = baseStockOf(base);
    const context = postingContextOf(state);
    let posted = 0;
    for (const [entity, baseRows] of allBaseRows(base)) {
      for (let position = 0; position < baseRows.length; position++) {
        const object = baseRows.make(position);
        const row = ledger.rowOf(entity, object.Id);
        const effects = postDocument(entity, object, context);
        expect(summary(effects.postings), `${entity} ${object.Id}`).toEqual(summary(ledger.postingsAt(row)));
        const [from, to] = stock.spanOf(row);
        const movements = Array.from({ length: to - from }, (_, index) => stock.at(from + index));
        expect(effects.movements, `${entity} ${object.Id}`).toEqual(movements);
        posted += effects.postings.length;
      }
    }
    expect(posted).toBeGreaterThan(3_000);
  },
);
