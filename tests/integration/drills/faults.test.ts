import { expect, it } from "vitest";

import { faultsDrill } from "#bench/drills/faults.ts";
import { injectedFaults } from "#bench/drills/injected-faults.ts";
import { givenDatabase } from "#tests/support/given-database.ts";

const few = ["none", "502 with a page", "fault 6000", "cut short"];

// The whole, of every fault: npm run drill -- faults
it("with a fifth of its calls struck by a fault, a company's books come to equal QuickBooks'", async () => {
  const database = await givenDatabase();
  const lines: string[] = [];
  const report = await faultsDrill(database, {
    seed: 14,
    faults: injectedFaults.filter(({ name }) => few.includes(name)),
    share: 0.2,
    size: 200,
    seconds: 2,
    patienceSeconds: 120,
    print: (line) => lines.push(line),
  });
  expect(report, lines.join("\n")).toMatchObject({ passed: true });
  await database.stop();
}, 240_000);
