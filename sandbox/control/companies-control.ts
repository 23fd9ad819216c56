import { z } from "zod";
import type { OpenedCompany } from "../company-registry.ts";
import type { Company, WriteResult } from "../company/company.ts";
import { envelopeKey, entityCatalogue, entityOfName } from "../accounting/entity-protocol.ts";
import type { Sandbox } from "../sandbox.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const newCompany = z.strictObject({
  size: z.union([z.enum(["small", "medium", "large"]), z.int().min(1)]).default("small"),
  seed: z.int().default(1),
  profile: z.enum(["landscaper", "restaurant", "shop", "agency", "bindery", "winery"]).optional(),
  realmId: z.string().regex(/^\d{6,20}$/).optional(),
}); // prettier-ignore

const change = z.strictObject({
  entity: z.string(),
  operation: z.enum(["save", "delete", "void", "send"]).default("save"),
  body: z.record(z.string(), z.unknown()),
  includeVoid: z.boolean().optional(),
  allowDuplicateDocNumber: z.boolean().optional(),
});

const merging = z.strictObject({
  entity: z.string(),
  winnerId: z.string(),
  loserId: z.string(),
  loser: z.enum(["deleted", "inactive"]).optional(),
  notice: z.boolean().optional(),
});

/** The company that a path names. @throws ControlError 404 */
export function companyOf(sandbox: Sandbox, realmId: string | undefined): Company {
  const company = realmId === undefined ? undefined : sandbox.company(realmId);
  if (company === undefined) throw new ControlError(404, `There is no company ${realmId ?? ""}.`);
  return company;
}

export const listCompanies: ControlHandler = ({ sandbox }) => ({
  companies: sandbox.registry.list().map((opened) => describe(opened, sandbox)),
});

export const createCompany: ControlHandler = ({ sandbox, body }) => {
  const { profile, realmId, ...rest } = newCompany.parse(body);
  if (realmId !== undefined && sandbox.registry.get(realmId))
    throw new ControlError(409, `Company ${realmId} exists.`);
  const opened = sandbox.registry.create({
    ...rest,
    ...(profile === undefined ? {} : { profile }),
    ...(realmId === undefined ? {} : { realmId }),
  });
  return describe(opened, sandbox);
};

function describe({ spec, company }: OpenedCompany, sandbox: Sandbox): object {
  const counts = Object.keys(entityCatalogue)
    .filter((entity) => company.offers(entity))
    .map((entity) => [entity, company.count(entity, {})] as const);
  return {
    realmId: spec.realmId,
    name: company.name,
    country: company.country,
    profile: spec.profile,
    size: spec.size,
    seed: spec.seed,
    records: counts.reduce((sum, [, count]) => sum + count, 0),
    counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    connected: sandbox.grants.live(spec.realmId).length > 0,
  };
}

/** A person works in the product: the write takes every rule of the books, and no limit or token of the API. */
export const makeChange: ControlHandler = ({ sandbox, steps, body }) => {
  const { includeVoid, allowDuplicateDocNumber, ...asked } = change.parse(body);
  const entity = entityOfName(asked.entity);
  if (entity === undefined) throw new ControlError(400, `There is no entity ${asked.entity}.`);
  const result = companyOf(sandbox, steps["realmId"]).write({
    ...asked,
    entity,
    actor: "person",
    ...(includeVoid === undefined ? {} : { includeVoid }),
    ...(allowDuplicateDocNumber === undefined ? {} : { allowDuplicateDocNumber }),
  });
  return showResult(entity, result);
};

export const mergeNames: ControlHandler = ({ sandbox, steps, body }) => {
  const { winnerId, loserId, loser, notice, ...asked } = merging.parse(body);
  const entity = entityOfName(asked.entity) ?? asked.entity;
  const traces = { ...(loser && { loser }), ...(notice === undefined ? {} : { notice }) };
  const result = companyOf(sandbox, steps["realmId"]).merge(entity, winnerId, loserId, traces);
  return showResult(entity, result);
};

function showResult(entity: string, result: WriteResult): object {
  if (result.kind === "written") return { [envelopeKey(entity)]: result.object };
  if (result.kind === "fault") return { Fault: { Error: result.errors, type: result.type } };
  return result;
}

/** Every posting of the company, and the sum, which is 0 in books that balance. */
export const readLedger: ControlHandler = ({ sandbox, steps, exchange }) => {
  const account = exchange.parameters.get("accountId");
  const postings = [...companyOf(sandbox, steps["realmId"]).ledger()].filter(
    (posting) => account === undefined || posting.accountId === account,
  );
  return { postings, sumCents: postings.reduce((sum, posting) => sum + posting.cents, 0) };
};

/** One object as the books hold it, without a token and uncounted. */
export const readRecord: ControlHandler = ({ sandbox, steps }) => {
  const entity = entityOfName(steps["entity"] ?? "");
  const row = entity && companyOf(sandbox, steps["realmId"]).read(entity, steps["id"] ?? "");
  if (!row) throw new ControlError(404, `There is no ${steps["entity"] ?? ""} ${steps["id"] ?? ""}.`);
  return row;
};
