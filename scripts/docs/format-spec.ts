// docs/SPEC.md as a text, from the tables that production code goes by.

import { readFile } from "node:fs/promises";

import prettier from "prettier";

import { allTransitions } from "#lib/books/transitions/all-transitions.ts";
import { isState, type Cell, type PlainStates } from "#lib/books/transitions/state-table.ts";
import { inProject } from "../project-root.ts";

export const specPath = inProject("docs/SPEC.md");

/** As `npm run format` leaves it. */
export async function formatSpec(): Promise<string> {
  const options = await prettier.resolveConfig(specPath);
  return prettier.format([preface, ...allTransitions.map(sectionOf)].join("\n\n"), {
    ...options,
    filepath: specPath,
  });
}

/** @throws when it was never written. */
export async function readSpec(): Promise<string> {
  return readFile(specPath, "utf8");
}

const preface = `# States and events

<!-- Made by \`npm run docs:spec\` from lib/books/transitions. Change it there. -->

Five things have a state: a connection, a sync run, a step of it, a webhook event and an alert. Each has one table in \`lib/books/transitions\`; the statements that change a state take it from there, and \`tests/integration/transitions\` tries every cell against PostgreSQL.

In a cell stands the state that the event leads to. **–** means that the event may come then and leaves the state as it is; **×** that it cannot come then: whoever tries is answered by an error, and nothing changes. The reasons stand below each table. The first row is a row that does not exist yet.`;

function sectionOf({ title, table, states, events }: PlainStates): string {
  const names = Object.keys(events);
  const lines = [
    row(["State", ...names.map((name) => `\`${name}\``)]),
    row(["---", ...names.map(() => "---")]),
    row(["(none)", ...names.map((name) => create(events[name]?.creates))]),
    ...Object.keys(states).map((state) =>
      row([`\`${state}\``, ...names.map((name) => cellOf(events[name]?.from[state]))]),
    ),
  ];
  return [
    `## ${title}`,
    `Table \`${table}\`.`,
    Object.entries(states)
      .map(([state, meaning]) => `- \`${state}\`: ${meaning}.`)
      .join("\n"),
    lines.join("\n"),
    names.map((name) => describeEvent(name, events[name])).join("\n"),
  ].join("\n\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function create(state: string | undefined): string {
  return state === undefined ? "" : `\`${state}\``;
}

function cellOf(cell: Cell<string> | undefined): string {
  if (cell === undefined) return "";
  if (isState(cell)) return `\`${cell}\``;
  return "ignored" in cell ? "–" : "×";
}

function describeEvent(name: string, event: PlainStates["events"][string] | undefined): string {
  if (!event) return "";
  const reasons = new Map<string, string[]>();
  for (const [state, cell] of Object.entries(event.from)) {
    if (isState(cell)) continue;
    const why = "ignored" in cell ? `– ${cell.ignored}` : `× ${cell.impossible}`;
    reasons.set(why, [...(reasons.get(why) ?? []), `\`${state}\``]);
  }
  const by = event.by
    .split(", ")
    .map((one) => `\`${one}\``)
    .join(", ");
  const lines = [...reasons].map(([why, of]) => `  - ${of.join(", ")}: ${why}.`);
  return [`- \`${name}\` (${by}): ${event.means}`, ...lines].join("\n");
}
