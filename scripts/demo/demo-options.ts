import { parseArgs } from "node:util";

import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";

export interface DemoOptions {
  readonly check: boolean;
  readonly webPort: { readonly port: number; readonly exactly: boolean; readonly askedBy: string };
  readonly sandboxPort: { readonly port: number; readonly exactly: boolean; readonly askedBy: string };
  readonly dataFolder: string;
  readonly companies: number;
  readonly size: string;
  readonly seed: number;
}

export const demoHelp = `npm run demo -- [options]
  --check               go through the main job without a person, compare all counts, and stop
  --port 3000           the application's port (else the first free one from 3000)
  --sandbox-port 4010   the QuickBooks sandbox's port (else the first free one from 4010)
  --data .data          folder for the database and the logs (not with --check, which keeps nothing)
  --companies 3         (4 with --check) how many QuickBooks companies the sandbox has
  --size small          small, medium, large or a number of records for each of them
  --seed 42             the same seed gives the same companies
  --help                this text`;

/** @throws StartProblem when an option is unknown or its value is wrong. */
export function readDemoOptions(args: readonly string[]): DemoOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  if (!/^(small|medium|large|[1-9]\d{0,6})$/.test(values.size)) {
    throw new StartProblem(`--size is small, medium, large or a number of records, not "${values.size}".`);
  }
  return {
    check: values.check,
    webPort: port("--port", values.port, 3000),
    sandboxPort: port("--sandbox-port", values["sandbox-port"], 4010),
    dataFolder: values.data ?? inProject(".data"),
    companies: wholeNumber("--companies", values.companies ?? (values.check ? "4" : "3"), 1, 1_000),
    size: values.size,
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        check: { type: "boolean", default: false },
        port: { type: "string" },
        "sandbox-port": { type: "string" },
        data: { type: "string" },
        companies: { type: "string" },
        size: { type: "string", default: "small" },
        seed: { type: "string", default: "42" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    throw new StartProblem(`${cause instanceof Error ? cause.message : "Wrong options."}\n\n${demoHelp}`, {
      cause,
    });
  }
}

function port(option: string, text: string | undefined, usual: number): DemoOptions["webPort"] {
  if (text === undefined) return { port: usual, exactly: false, askedBy: option };
  return { port: wholeNumber(option, text, 1, 65_535), exactly: true, askedBy: option };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new StartProblem(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}
