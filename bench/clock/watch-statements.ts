// Every statement of this process as PostgreSQL ran it, with its plan: told by PostgreSQL's own module
// auto_explain, as a notice to the session that ran it.

import type pg from "pg";
import { z } from "zod";

import { withClient } from "#scripts/database/with-client.ts";

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Actual Loops": number;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const planNode: z.ZodType<PlanNode> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Loops": z.number(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.object({ "Query Text": z.string(), Plan: planNode });

export interface WatchedStatement {
  readonly text: string;
  readonly ms: number;
  /** Tables that were read from beginning to end. */
  readonly readWhole: readonly string[];
}

/** For the role's sessions in this database from now on. Takes a superuser, whom the module asks for. */
export async function explainStatements(adminUrl: string, databaseUrl: string): Promise<void> {
  const { username: role, pathname } = new URL(databaseUrl);
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    // A clock reading at each row and node would be most of what is measured.
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
  };
  await withClient(adminUrl, async (admin) => {
    for (const [name, value] of Object.entries(settings)) {
      await admin.query(`ALTER ROLE ${role} IN DATABASE ${pathname.slice(1)} SET ${name} = '${value}'`);
    }
  });
}

export function watchStatements(pool: pg.Pool, onStatement: (statement: WatchedStatement) => void): void {
  pool.on("connect", (client) => {
    client.on("notice", ({ message }) => {
      const found = /^duration: ([\d.]+) ms {2}plan:\n/.exec(message ?? "");
      if (!found || message === undefined) return;
      const { "Query Text": text, Plan: plan } = explained.parse(JSON.parse(message.slice(found[0].length)));
      onStatement({ text, ms: Number(found[1]), readWhole: [...tablesReadWhole(plan)] });
    });
  });
}

function* tablesReadWhole(node: PlanNode): Generator<string> {
  // A branch that was planned and not needed has read nothing.
  if (node["Node Type"] === "Seq Scan" && node["Actual Loops"] > 0) yield node["Relation Name"] ?? "";
  for (const child of node.Plans ?? []) yield* tablesReadWhole(child);
}
