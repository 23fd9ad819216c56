import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { choosePort } from "#scripts/processes/choose-port.ts";
import { signalGroup, startSupervisor } from "#scripts/processes/supervisor.ts";
import { runProcess } from "#scripts/processes/running-process.ts";
import { inProject } from "#scripts/project-root.ts";
import { eventually } from "#tests/support/eventually.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tieout-processes-"));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (script: string, name = "child") =>
  runProcess({
    name,
    args: ["-e", script],
    environment: { GREETING: "hello" },
    logFile: path.join(folder, `${name}.log`),
    supervisor: startSupervisor(),
  });

test("what a launcher started ends although the launcher was killed", async () => {
  const launcher = spawnSync(process.execPath, [inProject("tests/support/killed-launcher.ts")], {
    encoding: "utf8",
  });
  expect(launcher.signal).toBe("SIGKILL");
  const pid = Number(launcher.stdout.trim());
  expect(pid).toBeGreaterThan(0);
  await eventually("the end of the process", () => !signalGroup(pid, 0), 15_000);
});

test("a process's words are kept in its log, and the last of them at hand", async () => {
  const running = run("console.log(process.env.GREETING); console.error('bye'); process.exit(3)", "words");
  expect(await running.ended).toEqual({ code: 3, signal: null });
  expect(running.lastLines().split("\n").toSorted()).toEqual(["bye", "hello"]);
  expect(running.isStopping()).toBe(false);
  await eventually("the log", async () => (await readFile(running.logFile, "utf8")).includes("hello"));
});

test("a process that does not listen is ended with its children all the same", async () => {
  const running = run(
    `process.on("SIGTERM", () => undefined);
     require("child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('child up')"], { stdio: "inherit" });
     setInterval(() => undefined, 1000)`,
    "deaf",
  );
  await eventually("the child's start", () => running.lastLines().includes("child up"));
  const end = await running.stop(300);
  expect(end.signal).toBe("SIGKILL");
  expect(running.isStopping()).toBe(true);
  await eventually("the end of the whole group", () => !signalGroup(running.pid, 0));
});

test("a port in use is passed over, unless it was asked for by name", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    expect(await choosePort({ port, exactly: false })).not.toBe(port);
    await expect(choosePort({ port, exactly: true, askedBy: "--port" })).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or give --port another one.`,
    );
  } finally {
    taken.close();
  }
});
