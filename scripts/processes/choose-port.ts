import { freePort, isPortFree } from "./free-port.ts";
import { StartProblem } from "./start-problem.ts";

export interface WantedPort {
  /** 0: any. */
  readonly port: number;
  /** Somebody asked for this very port, and another one would not do. */
  readonly exactly: boolean;
  /** Where it was asked for, to name it: "--port". */
  readonly askedBy?: string;
}

const tried = 50;

/** The wanted port, or the next free one above it. @throws StartProblem when only that one would do. */
export async function choosePort(wanted: WantedPort): Promise<number> {
  if (wanted.port === 0) return freePort();
  if (await isPortFree(wanted.port)) return wanted.port;
  if (wanted.exactly) {
    throw new StartProblem(
      `Port ${wanted.port} is in use: stop what listens there, or give ${wanted.askedBy ?? "--port"} another one.`,
    );
  }
  for (let port = wanted.port + 1; port < wanted.port + tried; port += 1) {
    if (await isPortFree(port)) return port;
  }
  return freePort();
}
