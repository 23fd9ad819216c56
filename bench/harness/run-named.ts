import { listenForInterruption } from "#scripts/processes/interruption.ts";
import { StartProblem } from "#scripts/processes/start-problem.ts";

/** What a run found. Printed as one line of JSON, the last of its output. */
export interface Report {
  /** False makes the command fail. */
  readonly passed: boolean;
  readonly figures: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Run {
  /** Words behind the name: `--records 200000` is `argument("records", 200_000)`. */
  readonly argument: (name: string, otherwise: number) => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

export type Runs = Readonly<Record<string, () => Promise<(run: Run) => Promise<Report>>>>;

/** Runs the one that the command line names, and ends the process. `word` is "bench" or "drill". */
export async function runNamed(word: "bench" | "drill", runs: Runs): Promise<never> {
  const [name, ...rest] = process.argv.slice(2);
  const load = name === undefined ? undefined : runs[name];
  if (name === undefined || !load) {
    const which = name === undefined ? "Which one?" : `There is no ${word} "${name}".`;
    console.error(`${which} npm run ${word} -- <${Object.keys(runs).join(" | ")}>`);
    process.exit(1);
  }
  try {
    const run: Run = {
      argument: (wanted, otherwise) => readArgument(rest, wanted, otherwise),
      signal: listenForInterruption(),
      print: (line) => console.log(line),
    };
    const { passed, figures } = await (await load())(run);
    console.log(JSON.stringify({ [word]: name, passed, ...figures }));
    process.exit(passed ? 0 : 1);
  } catch (thrown) {
    console.error(
      thrown instanceof StartProblem ? thrown.message : thrown instanceof Error ? thrown.stack : thrown,
    );
    process.exit(1);
  }
}

function readArgument(words: readonly string[], name: string, otherwise: number): number {
  const place = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (place < 0) return otherwise;
  const text = words[place]?.split("=")[1] ?? words[place + 1];
  const value = Number(text);
  if (text === undefined || !Number.isFinite(value))
    throw new StartProblem(`--${name} takes a number, not "${text ?? ""}".`);
  return value;
}
