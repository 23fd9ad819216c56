import { z } from "zod";
import { faultRuleInput } from "../faults/fault-rule.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const clockChange = z.union([
  z.strictObject({ now: z.union([z.iso.datetime({ offset: true }), z.int()]) }),
  z.strictObject({ advanceMs: z.int() }),
]);

const outageChange = z.strictObject({
  mode: z.enum(["none", "unavailable", "hang", "reset"]),
  coversOAuth: z.boolean().default(false),
});

export const readClock: ControlHandler = ({ sandbox }) => ({
  now: new Date(sandbox.clock.now()).toISOString(),
});

export const moveClock: ControlHandler = (request) => {
  const change = clockChange.parse(request.body);
  const { clock } = request.sandbox;
  if ("advanceMs" in change) clock.advance(change.advanceMs);
  else clock.set(typeof change.now === "number" ? change.now : Date.parse(change.now));
  return readClock(request);
};

export const readSwitches: ControlHandler = ({ sandbox }) => ({ switches: sandbox.switches.describe() });

export const setSwitches: ControlHandler = (request) => {
  const changes = z.record(z.string(), z.unknown()).parse(request.body);
  const complaints = request.sandbox.switches.set(changes);
  if (complaints.length > 0) throw new ControlError(400, complaints.join(" "));
  return { switches: request.sandbox.switches.values };
};

export const resetSwitches: ControlHandler = ({ sandbox }) => {
  sandbox.switches.reset();
  return { switches: sandbox.switches.values };
};

export const listFaults: ControlHandler = ({ sandbox }) => ({ faults: sandbox.faults.list() });

export const addFault: ControlHandler = ({ sandbox, body }) => sandbox.faults.add(faultRuleInput.parse(body));

export const removeFaults: ControlHandler = ({ sandbox, steps }) => ({
  removed: sandbox.faults.remove(steps["id"]),
});

export const setOutage: ControlHandler = ({ sandbox, body }) => {
  Object.assign(sandbox.outage, outageChange.parse(body));
  return { mode: sandbox.outage.mode, coversOAuth: sandbox.outage.coversOAuth };
};

export const readCounters: ControlHandler = ({ sandbox }) => sandbox.traffic.report();

export const resetCounters: ControlHandler = ({ sandbox, exchange }) => {
  sandbox.traffic.reset(exchange.parameters.get("realmId"));
  return sandbox.traffic.report();
};
