// Whether a call has left this process. fetch does not tell, and a call that failed or was given up may or may
// not have reached Intuit. Source: the channels of undici, which is Node's fetch.

import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

export interface Departure {
  /** Set when the call's head has been handed to the connection. */
  hasLeft: boolean;
}

const departing = new AsyncLocalStorage<Departure>();
const departures = new WeakMap<object, Departure>();

subscribe("undici:request:create", (message) => {
  const departure = departing.getStore();
  const request = requestIn(message);
  if (departure && request) departures.set(request, departure);
});

subscribe("undici:client:sendHeaders", (message) => {
  const request = requestIn(message);
  const departure = request && departures.get(request);
  if (departure) departure.hasLeft = true;
});

/** As fetch, and notes when the call leaves. */
export function fetchDetectingSend(departure: Departure, url: string, init: RequestInit): Promise<Response> {
  return departing.run(departure, () => fetch(url, init));
}

function requestIn(message: unknown): object | null {
  if (typeof message !== "object" || message === null || !("request" in message)) return null;
  return typeof message.request === "object" ? message.request : null;
}
