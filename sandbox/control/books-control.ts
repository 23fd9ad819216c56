import { z } from "zod";
import { entityOfName } from "../accounting/entity-protocol.ts";
import { companyOf } from "./companies-control.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const plan = z.strictObject({ without: z.array(z.string()) });
const rivalEdit = z.strictObject({
  entity: z.string(),
  id: z.string(),
  body: z.record(z.string(), z.unknown()),
});

function entityOf(name: string): string {
  const entity = entityOfName(name);
  if (entity === undefined) throw new ControlError(400, `There is no entity ${name}.`);
  return entity;
}

/** The company's subscription has all but these entities: they answer 5030 until a later call buys them. */
export const setPlan: ControlHandler = ({ sandbox, steps, body }) => {
  const without = plan.parse(body).without.map(entityOf);
  const company = companyOf(sandbox, steps["realmId"]);
  if (company.leaveOut === undefined) throw new ControlError(400, "These books know no subscriptions.");
  company.leaveOut(without);
  return { without };
};

/** Every write that took effect, oldest first, with its requestid. */
export const listWrites: ControlHandler = ({ sandbox, steps }) => ({
  writes: sandbox.writes.of(companyOf(sandbox, steps["realmId"]).realmId),
});

/** A person edits a record right after the client's next reading of it. */
export const editAtRead: ControlHandler = ({ sandbox, steps, body }) => {
  const asked = rivalEdit.parse(body);
  const entity = entityOf(asked.entity);
  const company = companyOf(sandbox, steps["realmId"]);
  if (company.read(entity, asked.id) === undefined)
    throw new ControlError(404, `There is no ${entity} ${asked.id}.`);
  sandbox.editsAtRead.arm(company.realmId, entity, asked.id, asked.body);
  return { entity, id: asked.id };
};
