// `npm run bench -- <name> [options]`: one benchmark. The last line that it prints is one JSON object.

/** Each in a file of its own, loaded only when it is asked for. */
const benches: Readonly<Record<string, () => Promise<{ readonly run: (args: string[]) => Promise<void> }>>> =
  {
    backfill: () => import("./backfill/backfill.ts"),
  };

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load) {
  const { run } = await load();
  await run(args);
} else {
  console.error(`Which benchmark? npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exitCode = 1;
}
