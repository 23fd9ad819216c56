import fc from "fast-check";
import { expect, test } from "vitest";
import type { Company } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { operations, type Draw } from "./random-operations.ts";
import {
  customersByDocuments,
  ledgerSums,
  vendorsByDocuments,
  wrongAccounts,
  wrongNames,
} from "./read-books.ts";

const profiles = ["landscaper", "restaurant", "shop", "agency", "bindery", "winery"] as const;
const nowMs = Date.parse("2026-11-20T18:00:00Z");

const open = (profile: (typeof profiles)[number], size = 320, seed = 11) => {
  let ms = nowMs;
  return openCompany({ realmId: "1", seed, index: 0, size, profile }, { now: () => (ms += 1_000) });
};

function expectConsistentBooks(company: Company): void {
  const { total, unbalanced, byAccount } = ledgerSums(company);
  expect(total).toBe(0);
  expect(unbalanced).toEqual([]);
  expect(wrongAccounts(company, byAccount)).toEqual([]);
  expect(wrongNames(company, "Customer", customersByDocuments(company))).toEqual([]);
  expect(wrongNames(company, "Vendor", vendorsByDocuments(company))).toEqual([]);
}

test.each(profiles)(
  "%s: a generated company's books balance, and its balances are those of its documents",
  (profile) => {
    for (const size of [250, 600, 2_500]) expectConsistentBooks(open(profile, size, size));
  },
);

const names = Object.keys(operations);

test.each(profiles)(
  "%s: whatever people do in whatever order, the books stay sound",
  { timeout: 120_000 },
  (profile) => {
    const counter = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat(names.length - 1), fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 12 })),
          { minLength: 5, maxLength: 40 },
        ),
        (steps) => {
          const company = open(profile);
          for (const [which, stream] of steps) {
            let at = 0;
            const draw: Draw = (limit) => ((stream[at++ % stream.length] ?? 0) + at * 7_919) % limit;
            const name = names[which] ?? "";
            const result = operations[name]?.(company, draw);
            const outcome =
              result === undefined
                ? "nothing"
                : result.kind === "fault"
                  ? `fault ${result.errors[0]?.code ?? ""}`
                  : result.kind;
            counter.set(`${name} ${outcome}`, (counter.get(`${name} ${outcome}`) ?? 0) + 1);
          }
          expectConsistentBooks(company);
        },
      ),
      { numRuns: Number(process.env["SANDBOX_PROPERTY_RUNS"] ?? 60), seed: 20_261_120 },
    );
    // Refusals are part of the game, but every operation must have worked at least once.
    const done = new Set(
      [...counter.keys()].filter((key) => /written|deleted/.test(key)).map((key) => key.split(" ")[0]),
    );
    expect(names.filter((name) => !done.has(name))).toEqual([]);
  },
);
