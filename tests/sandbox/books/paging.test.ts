import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScanOptions, WireObject } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { compareIds } from "#sandbox/company/id-order.ts";
import { operations } from "./random-operations.ts";

const atMs = (row: WireObject): number => Date.parse(row.MetaData.LastUpdatedTime);
const byTime = (a: WireObject, b: WireObject): number => atMs(a) - atMs(b) || compareIds(a.Id, b.Id);
const byId = (a: WireObject, b: WireObject): number => compareIds(a.Id, b.Id);

/** A company that has been worked in: base rows replaced and deleted, rows added. */
function worked() {
  let ms = Date.parse("2026-11-20T18:00:00Z");
  const company = openCompany(
    { realmId: "1", seed: 8, index: 0, size: 1_200, profile: "landscaper" },
    { now: () => (ms += 400) },
  );
  let seed = 99;
  const draw = (limit: number): number =>
    ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8) % limit;
  const names = Object.keys(operations);
  for (let step = 0; step < 250; step++) operations[names[draw(names.length)] ?? "pay"]?.(company, draw);
  return company;
}

const company = worked();

test.each(["Invoice", "Payment", "Customer", "Bill"])(
  "%s: any window, order and page is what sorting and slicing all rows gives",
  (entity) => {
    const all = [...company.scan(entity, { order: "id" })];
    expect(all.map(({ Id }) => Id)).toEqual(all.toSorted(byId).map(({ Id }) => Id));
    expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length);
    const times = all.map(atMs);
    fc.assert(
      fc.property(
        fc.record({
          order: fc.constantFrom("id" as const, "updated" as const),
          descending: fc.boolean(),
          activeOnly: fc.boolean(),
          offset: fc.nat(all.length + 5),
          limit: fc.nat(60),
          from: fc.option(fc.nat(times.length - 1)),
          to: fc.option(fc.nat(times.length - 1)),
        }),
        ({ order, descending, activeOnly, offset, limit, from, to }) => {
          const options: ScanOptions = {
            order,
            descending,
            activeOnly,
            offset,
            limit,
            ...(from === null ? {} : { updatedFromMs: times[from] ?? 0 }),
            ...(to === null ? {} : { updatedToMs: times[to] ?? 0 }),
          };
          const expected = all
            .filter(
              (row) =>
                (!activeOnly || row["Active"] !== false) &&
                atMs(row) >= (options.updatedFromMs ?? 0) &&
                atMs(row) <= (options.updatedToMs ?? Infinity),
            )
            .sort(order === "id" ? byId : byTime);
          expect(company.count(entity, options)).toBe(expected.length);
          if (descending) expected.reverse();
          expect([...company.scan(entity, options)].map(({ Id }) => Id)).toEqual(
            expected.slice(offset, offset + limit).map(({ Id }) => Id),
          );
        },
      ),
      { numRuns: 300, seed: 4_711 },
    );
  },
);

test("text rows are the objects, letter for letter", () => {
  const options = { order: "updated", limit: 500 } as const;
  expect([...(company.scanText?.("Invoice", options) ?? [])]).toEqual(
    [...company.scan("Invoice", options)].map((row) => JSON.stringify(row)),
  );
});

test("every row can be read by its id, and what was deleted cannot", () => {
  for (const entity of ["Invoice", "Payment", "Purchase", "Item"])
    for (const row of company.scan(entity, { order: "id" }))
      expect(company.read(entity, row.Id)).toEqual(row);
  for (const entity of ["Invoice", "Payment", "Purchase"])
    for (const { id } of company.deletedSince(entity, 0)) expect(company.read(entity, id)).toBeUndefined();
});
