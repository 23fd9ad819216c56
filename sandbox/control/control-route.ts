import type { Exchange } from "../http/exchange.ts";
import type { Sandbox } from "../sandbox.ts";

/** A control request: the path's named steps and the JSON body (an empty body is {}). */
interface ControlRequest {
  readonly sandbox: Sandbox;
  readonly exchange: Exchange;
  readonly steps: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A refusal with a sentence; the status is 400 unless something is not there. */
export class ControlError extends Error {
  readonly status: 400 | 404 | 409;

  constructor(status: 400 | 404 | 409, sentence: string) {
    super(sentence);
    this.name = "ControlError";
    this.status = status;
  }
}

/** The reply's JSON; `undefined` is {}. */
export type ControlHandler = (request: ControlRequest) => unknown;
