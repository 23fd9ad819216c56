// The sandbox as a process: reads the command line, says one line when ready, stops on SIGINT and SIGTERM.

import { readCommandLine, help, type CommandLine } from "./command-line.ts";
import { startSandbox } from "./start-sandbox.ts";

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function readOptions(): CommandLine | "help" {
  try {
    return readCommandLine(process.argv.slice(2), process.env);
  } catch (error) {
    return fail(error);
  }
}

const options = readOptions();
if (options === "help") {
  console.log(help);
} else {
  const running = await startSandbox(options).catch((error: unknown) => {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    return fail(
      isTaken ? `Port ${options.port} is in use. Stop what uses it or choose another with --port.` : error,
    );
  });
  const stop = () => {
    running.stop().then(() => process.exit(0), fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  console.log(`sandbox ready ${running.url} companies ${options.companies} records ${running.records()}`);
}
