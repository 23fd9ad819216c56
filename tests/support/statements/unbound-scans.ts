// Asks PostgreSQL's planner which tables of a firm a statement looks into without saying of which firm.

import { z } from "zod";

import type { Sql } from "#lib/db/scope.ts";
import { conjunctsOf } from "./conjuncts.ts";

type PlanNode = Readonly<Record<string, unknown>> & {
  readonly Plans?: readonly PlanNode[] | undefined;
  readonly Output?: readonly string[] | undefined;
};

const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.looseObject({ Plans: z.array(planNode).optional(), Output: z.array(z.string()).optional() }),
);
const explained = z.tuple([
  z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planNode }).loose()]) }).loose(),
]);

/** A table, under the name that the plan gives it. */
interface Scan {
  readonly table: string;
  readonly alias: string;
}

const bound = Symbol("a firm's id");
type Side = string | typeof bound;

/**
 * The references of `statement` to tables of `firmTables` that are not held to a firm: by a value of their
 * own, or by being joined on organization_id to a table that is. Conditions of row-level security must not
 * be among the plan's: ask as a superuser.
 */
export async function unboundScans(
  sql: Sql,
  statement: string,
  firmTables: ReadonlySet<string>,
): Promise<readonly string[]> {
  const [answer] = explained.parse(await explainGeneric(sql, statement));
  const nodes = flatten(answer["QUERY PLAN"][0].Plan);
  const scans = nodes.flatMap((node) => scanOf(node, firmTables));
  const aliases = new Map(scans.map(({ alias, table }) => [alias, table]));
  const held = heldToFirm(nodes, aliases);
  const unbound = scans.filter(({ alias }) => !held.has(alias));
  return [...new Set(unbound.map(({ table, alias }) => `${table} ${alias}`))];
}

/* EXPLAIN (GENERIC_PLAN) says the same in one statement, but only from PostgreSQL 16 on. */
async function explainGeneric(sql: Sql, statement: string): Promise<readonly unknown[]> {
  await sql.query("SET plan_cache_mode = force_generic_plan");
  await sql.query(`PREPARE explained AS ${statement}`);
  try {
    const { rows } = await sql.query<{ parameters: number }>(
      "SELECT cardinality(parameter_types) AS parameters FROM pg_prepared_statements WHERE name = 'explained'",
    );
    const nulls = Array.from({ length: rows[0]?.parameters ?? 0 }, () => "NULL").join(", ");
    const execute = nulls === "" ? "EXECUTE explained" : `EXECUTE explained (${nulls})`;
    const plan = await sql.query<{ "QUERY PLAN": unknown }>(
      `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) ${execute}`,
    );
    return plan.rows;
  } finally {
    await sql.query("DEALLOCATE explained");
  }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** What reads rows: scans, and an insert that changes the row which it finds in its way. */
function scanOf(node: PlanNode, firmTables: ReadonlySet<string>): Scan[] {
  const { "Relation Name": table, Alias: alias } = node;
  if (typeof table !== "string" || typeof alias !== "string" || !firmTables.has(table)) return [];
  if (node["Node Type"] !== "ModifyTable") return [{ table, alias }];
  return node["Conflict Resolution"] === "UPDATE" ? [{ table, alias: onConflict(alias) }] : [];
}

function onConflict(alias: string): string {
  return `${alias}_on_conflict`;
}

const conditionNames = ["Index Cond", "Recheck Cond", "Filter", "Hash Cond", "Merge Cond", "Join Filter"];

function conditionsOf(node: PlanNode): string[] {
  const found = conditionNames.flatMap((name) => {
    const condition = node[name];
    return typeof condition === "string" ? [condition] : [];
  });
  const { "Conflict Filter": filter, Alias: alias } = node;
  if (typeof filter !== "string" || typeof alias !== "string") return found;
  return [...found, filter.replaceAll(`${alias}.`, `${onConflict(alias)}.`)];
}

/** The aliases that are compared with a firm's id, or with an alias that is. */
function heldToFirm(nodes: readonly PlanNode[], tables: ReadonlyMap<string, string>): ReadonlySet<Side> {
  const subqueries = nodes.flatMap(subqueryOf);
  const known = new Set([...tables.keys(), ...subqueries.map(([alias]) => alias)]);
  const sideOf = (text: string): Side | null => {
    const [alias = "", column] = text.split(".");
    if (!known.has(alias)) return bound;
    return column === (tables.get(alias) === "organizations" ? "id" : "organization_id") ? alias : null;
  };
  const links: (readonly [Side | null, Side | null])[] = [
    ...subqueries,
    ...nodes
      .flatMap(conditionsOf)
      .flatMap(equalitiesOf)
      .map(([left, right]) => [sideOf(left), sideOf(right)] as const),
  ];
  const held = new Set<Side>([bound]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [one, other] of links) {
      if (one === null || other === null || held.has(one) === held.has(other)) continue;
      held.add(one).add(other);
      grown = true;
    }
  }
  return held;
}

/** A part of a statement, and the table of which it gives organization_id on. */
function subqueryOf({ "Node Type": type, Alias: alias, Plans: plans }: PlanNode): [string, string][] {
  if (type !== "Subquery Scan" || typeof alias !== "string") return [];
  const given = (plans?.[0]?.Output ?? []).flatMap(
    (column) => /^(\w+)\.organization_id$/.exec(column)?.[1] ?? [],
  );
  const [only, ...others] = new Set(given);
  return only === undefined || others.length > 0 ? [] : [[alias, only]];
}

function equalitiesOf(condition: string): [string, string][] {
  return conjunctsOf(condition).flatMap((one): [string, string][] => {
    const [, left, right] = /^([^\s()]+) = ([^\s()]+|ANY \(.*\))$/.exec(one) ?? [];
    return left === undefined || right === undefined ? [] : [[left, right]];
  });
}
