import { describe, expect, test } from "vitest";

import { FairGate } from "#lib/db/fair-gate.ts";
import { gateLimits } from "#lib/db/request-gate.ts";

const limits = { perFirm: 3, perPerson: 2, waitMs: 60_000, waitingPerPerson: 20 };

/** Work that ends when it is told to. */
function workshop(gate: FairGate) {
  const running: { readonly who: string; readonly end: () => void }[] = [];
  return {
    running,
    who: () => running.map(({ who }) => who),
    ask: (firm: string, person: string, endsWith?: AbortSignal) =>
      gate.pass({ firm, person, endsWith }, () => {
        const done = Promise.withResolvers<undefined>();
        running.push({ who: `${firm} ${person}`, end: () => done.resolve(undefined) });
        return done.promise;
      }),
    /** The one that has run longest; resolves when whoever comes next has begun. */
    endFirst: async () => {
      running.shift()?.end();
      await new Promise(setImmediate);
    },
  };
}

describe("the gate", () => {
  test("lets so many of a person and of a firm in, and another firm as if they were not there", () => {
    const { ask, who } = workshop(new FairGate(limits));
    for (let count = 0; count < 10; count += 1) void ask("firm", "viewer");
    void ask("firm", "colleague");
    void ask("firm", "third");
    void ask("other", "owner");
    expect(who()).toEqual(["firm viewer", "firm viewer", "firm colleague", "other owner"]);
  });

  test("lets in next who has the fewest running, whoever came first", async () => {
    const { ask, who, endFirst, running } = workshop(new FairGate(limits));
    for (let count = 0; count < 20; count += 1) void ask("firm", "viewer");
    void ask("firm", "colleague");
    void ask("firm", "colleague");
    void ask("firm", "third");
    expect(who()).toEqual(["firm viewer", "firm viewer", "firm colleague"]);
    await endFirst();
    expect(who().at(-1)).toBe("firm third");
    const order: string[] = [];
    while (running.length > 0) {
      order.push(running[0]?.who ?? "");
      await endFirst();
    }
    expect(order).toHaveLength(22);
    expect(order.slice(0, 5).filter((one) => one === "firm colleague")).toHaveLength(2);
  });

  test("turns away at once who has too many waiting, and after a while who finds no place", async () => {
    const patient = workshop(new FairGate({ ...limits, waitingPerPerson: 1 }));
    const asked = Array.from({ length: 3 }, () => patient.ask("firm", "viewer"));
    await expect(patient.ask("firm", "viewer")).rejects.toMatchObject({ code: "request.too_many" });
    for (let count = 0; count < 3; count += 1) await patient.endFirst();
    await Promise.all(asked);

    const hurried = workshop(new FairGate({ ...limits, waitMs: 1 }));
    void hurried.ask("firm", "viewer");
    void hurried.ask("firm", "viewer");
    await expect(hurried.ask("firm", "viewer")).rejects.toMatchObject({ code: "request.too_many" });
    void hurried.ask("firm", "colleague");
    // Not for what they have asked themselves.
    await expect(hurried.ask("firm", "third")).rejects.toMatchObject({ code: "database.busy" });
    await hurried.endFirst();
    void hurried.ask("firm", "viewer");
    expect(hurried.running).toHaveLength(3);
  });

  test("forgets who leaves the line, and frees the place of what failed", async () => {
    const gate = new FairGate({ ...limits, perFirm: 1 });
    const { ask, who, endFirst } = workshop(gate);
    void ask("firm", "viewer");
    const leaving = new AbortController();
    const left = ask("firm", "colleague", leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "request.abandoned" });
    await endFirst();
    const failing = gate.pass({ firm: "firm", person: "viewer" }, () => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    void ask("firm", "third");
    expect(who()).toEqual(["firm third"]);
  });
});

test("a firm never has all connections of a process, nor a person all of the firm's where there are two", () => {
  for (let connections = 2; connections <= 200; connections += 1) {
    const { perFirm, perPerson } = gateLimits(connections);
    expect(perFirm).toBeLessThan(connections);
    expect(perFirm).toBeGreaterThan(0);
    expect(perPerson).toBeLessThanOrEqual(perFirm);
    if (perFirm > 1) expect(perPerson).toBeLessThan(perFirm);
  }
});
