import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { alertStates } from "#lib/books/alert-kind.ts";
import { allConnectionStates } from "#lib/books/connection-state.ts";
import { syncStates, syncStepStates } from "#lib/books/sync-run.ts";
import { webhookEventStates } from "#lib/books/webhook-event.ts";
import { alertTransitions } from "#lib/books/transitions/alert-transitions.ts";
import { allTransitions } from "#lib/books/transitions/all-transitions.ts";
import { connectionTransitions } from "#lib/books/transitions/connection-transitions.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { isState } from "#lib/books/transitions/state-table.ts";
import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";
import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import { formatSpec, readSpec } from "#scripts/docs/format-spec.ts";
import { inProject } from "#scripts/project-root.ts";
import { listSources } from "#tests/support/state-writes.ts";

test("docs/SPEC.md is what the tables say: `npm run docs:spec` writes it", async () => {
  expect(await readSpec()).toBe(await formatSpec());
});

test("the tables have the states of the schema, and no other", () => {
  expect([...connectionTransitions.states].sort()).toEqual([...allConnectionStates].sort());
  expect([...runTransitions.states].sort()).toEqual([...syncStates].sort());
  expect([...stepTransitions.states].sort()).toEqual([...syncStepStates].sort());
  expect([...webhookEventTransitions.states].sort()).toEqual([...webhookEventStates].sort());
  expect([...alertTransitions.states].sort()).toEqual([...alertStates].sort());
});

describe.each(allTransitions)("the table of $table", ({ states, events }) => {
  test("has a way into each state", () => {
    const reached = new Set(Object.values(events).flatMap((event) => event.creates ?? []));
    for (const state of reached) {
      for (const { from } of Object.values(events)) {
        const cell = from[state];
        if (cell !== undefined && isState(cell)) reached.add(cell);
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(states).sort());
  });

  test("says why wherever an event leads nowhere, and names functions that exist", async () => {
    const sources = (
      await Promise.all((await listSources()).map((file) => readFile(inProject(file), "utf8")))
    ).join("\n");
    for (const { from, means, by } of Object.values(events)) {
      expect(means).toMatch(/^[A-Z].*\.$/);
      for (const name of by.split(", "))
        expect(new RegExp(`export (async )?function ${name}\\b`).test(sources), name).toBe(true);
      for (const cell of Object.values(from)) {
        if (isState(cell)) continue;
        expect("ignored" in cell ? cell.ignored : cell.impossible).toMatch(/^[^.]{5,}$/);
      }
    }
  });
});

test("a connection can be left from everywhere, and ended from everywhere but where it has ended", () => {
  expect(connectionTransitions.sourcesOf("disconnected")).toEqual(
    connectionTransitions.states.filter((state) => state !== "disconnected"),
  );
  expect(connectionTransitions.sourcesOf("consented")).toEqual(
    connectionTransitions.states.filter((state) => state !== "connected"),
  );
});
