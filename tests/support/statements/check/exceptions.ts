// What the check of statements has to be told, each with its reason. The test fails for an entry that no
// statement needs any more.

import { z } from "zod";

import { evaluateInModule } from "./evaluate-in-module.ts";

export interface Exception {
  /** Why it is not looked at. */
  readonly unchecked?: string;
  /** Source of the list of values of a local name (or pattern), where its type does not tell them. */
  readonly given?: Readonly<Record<string, string>>;
  /** Columns that are never null although the catalogue lets them, with the reason. */
  readonly neverNull?: { readonly columns: readonly string[]; readonly because: string };
}

const several = {
  unchecked: "Several commands in one message, which cannot be described; no value, no row.",
};

/* Parts that two modules give to a third. */
const partsOfWalks = [
  evaluateInModule("lib/store/read/list-mentioning.ts", "mentioning"),
  evaluateInModule("lib/store/read/list-referring.ts", "referring"),
].map((parts) => ({ pageSize: 1, ...z.object({ columns: z.string(), condition: z.string() }).parse(parts) }));

export const exceptions: Readonly<Record<string, Exception>> = {
  "lib/alerts/check-alerts.ts checkRule 2": {
    neverNull: {
      columns: ["organization_id"],
      because: "events without a firm have a state that no rule asks for",
    },
  },
  "lib/auth/sessions/attempt-limits.ts store": {
    unchecked: "The statements are those of rate-limiter-flexible.",
  },
  "lib/connections/delivery-text.ts listUnreadableDeliveries": {
    neverNull: {
      columns: ["sealed", "bytes"],
      because: "the text is stored by the statement that stores the reason",
    },
  },
  "lib/connections/reseal.ts resealEach": { unchecked: "Checked where it is called." },
  "lib/db/pool.ts prepare": several,
  "lib/db/prisma.ts scopesConnection": { unchecked: "The statements are Prisma's." },
  "lib/db/scope.ts asSystem": several,
  "lib/db/scope.ts asSystemAtOnce": several,
  "lib/db/scope.ts asSystemAtOnce 2": { unchecked: "Checked where it is called." },
  "lib/db/scope.ts inFirmsTransaction": several,
  "lib/intuit-events/finish-events.ts listEnded": {
    neverNull: { columns: ["company_id"], because: "only an event of a company is ever processing" },
  },
  "lib/records/list-records.ts listRecords": {
    given: { at: '[null, [null, "1"], ["1", "1"]]' },
  },
  "lib/runs/commit/commit-page.ts writePage": several,
  "lib/store/read/walk-records.ts readPage": {
    given: { "{ organizationId, companyId, columns, condition, pageSize }": JSON.stringify(partsOfWalks) },
  },
  "lib/store/write/ingest-around-rejected.ts ingestPart 3": several,
  "lib/store/write/mark-merged.ts listReportedMerges": {
    neverNull: { columns: ["entity", "source_id"], because: "an event of a merge names both records" },
  },
  "lib/store/write/stage-rows.ts prepareStaging": several,
  "lib/worker/remove-old-rows.ts removeSome": { given: { "{ table, key, removable }": "retentions" } },
};
