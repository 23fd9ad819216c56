// What every API route has in common: who may call it, what it takes, how it fails. A handler made here
// gets checked values and returns what its contract says.

import type { z } from "zod";

import type { Actor, KeyActor, PersonActor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import { doing, readFor, workFor } from "#lib/db/current-work.ts";
import type { WorkKind } from "#lib/db/work-limits.ts";
import type { Account } from "#lib/auth/passwords/find-account.ts";
import {
  declareAccess,
  isForMembers,
  isPublic,
  splitCompanyFrom,
  type Access,
  type AccountAccess,
  type ActorAccess,
  type DeclaresAccess,
  type MemberAccess,
} from "./access.ts";
import { admit, admitKey, admitToCompany, type Admitted } from "./admit.ts";
import { parseInput } from "./invalid-input.ts";
import { problemResponse } from "./problem.ts";
import { defaultMaxBodyBytes, readJson } from "./read-body.ts";

export interface RouteContract {
  readonly params?: z.ZodType;
  /** Each name once; a name given twice arrives as a list. */
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** What is answered. Properties that it does not name do not leave. */
  readonly answer?: z.ZodType;
  /** Of a success. Default 200. */
  readonly status?: number;
  readonly maxBodyBytes?: number;
  /** How long its statements may take. Default interactive. */
  readonly work?: WorkKind;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Answered<Contract extends RouteContract> = Contract["answer"] extends z.ZodType
  ? z.input<Contract["answer"]>
  : undefined;

/** A route that keys may call gets either kind; every other one a person. */
type ActorOf<A extends Access> = A extends ActorAccess
  ? Actor
  : A extends MemberAccess
    ? PersonActor
    : PersonActor | null;

export interface RouteInput<A extends Access, Contract extends RouteContract> {
  readonly actor: ActorOf<A>;
  readonly account: A extends AccountAccess ? Account : null;
  readonly params: Parsed<Contract["params"]>;
  readonly query: Parsed<Contract["query"]>;
  readonly body: Parsed<Contract["body"]>;
  readonly request: Request;
}

/* Next hands over the segments of a dynamic path as a promise. */
interface RouteContext {
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export type RouteHandler = ((request: Request, context: RouteContext) => Promise<Response>) &
  DeclaresAccess & {
    readonly contract: RouteContract;
    /**
     * Answers a program whose key the caller has found. Of the request, cookies and origin are not looked at:
     * a browser does not send keys by itself, so no other site can make it.
     */
    readonly answerKey: (key: KeyActor, request: Request, context: RouteContext) => Promise<Response>;
  };

/**
 * `export const POST = route({ roles: staff, company: "body.companyId" }, { body: …, answer: … }, handler)`
 *
 * Failures become problem+json: 401 signed out, 403 wrong role or another site, 400 broken contract, 404
 * a company that the actor cannot see, and what the table in lib/core/failures says for the rest.
 */
export function route<const A extends Access, Contract extends RouteContract>(
  access: A,
  contract: Contract,
  handler: (input: RouteInput<A, Contract>) => Promise<Answered<Contract> | Response>,
): RouteHandler {
  requireReadable(access, contract);
  const { work: kind = "interactive" } = contract;
  const answer = async (request: Request, context: RouteContext, admitActor: Admission): Promise<Response> =>
    doing({ kind, left: request.signal }, () => handle(request, context, admitActor));
  const handle = async (
    request: Request,
    context: RouteContext,
    admitActor: Admission,
  ): Promise<Response> => {
    try {
      const admitted = await admitActor();
      noteAsking(access, request, admitted);
      const { actor } = admitted;
      const input: Admitted & { request: Request } & Record<Part, unknown> = {
        ...admitted,
        request,
        ...nothingRead,
      };
      for (const part of parts) {
        const schema = contract[part];
        if (schema) input[part] = parseInput(part, schema, await readPart[part](request, context, contract));
        // As soon as its part is known: what else is wrong with a request about somebody else's company
        // is not told.
        if (actor && isForMembers(access) && access.company?.startsWith(`${part}.`)) {
          await admitToCompany(actor, access.company, input[part]);
        }
      }
      /* `input` was made to this very type just above, part by part, which TypeScript cannot follow. */
      const done = await handler(input as RouteInput<A, Contract>);
      return done instanceof Response ? guarded(done) : answered(contract, done);
    } catch (thrown) {
      return problemResponse(thrown);
    }
  };
  const asked = declareAccess(access, async (request: Request, context: RouteContext) =>
    answer(request, context, () => admit(access, request)),
  );
  const answerKey: RouteHandler["answerKey"] = async (key, request, context) =>
    answer(request, context, () => admitKey(access, key));
  return Object.assign(asked, { contract, answerKey });
}

type Admission = () => Admitted | Promise<Admitted>;

/** Members' GETs only read; what is public may be a step of a consent, which is carried through. */
function noteAsking(access: Access, request: Request, { actor, account }: Admitted): void {
  const asking = actor?.kind === "key" ? actor.keyId : (actor?.userId ?? account?.userId);
  if (request.method === "GET" && !isPublic(access)) readFor(asking);
  else workFor(asking);
}

const parts = ["params", "query", "body"] as const;
type Part = (typeof parts)[number];
const nothingRead: Readonly<Record<Part, unknown>> = { params: undefined, query: undefined, body: undefined };

const readPart = {
  params: (_request, context) => context.params,
  query: (request) => queryOf(request),
  body: (request, _context, contract) => readJson(request, contract.maxBodyBytes ?? defaultMaxBodyBytes),
} satisfies Record<Part, (request: Request, context: RouteContext, contract: RouteContract) => unknown>;

/** A company that no contract reads would never be checked: such a route does not even load. */
function requireReadable(access: Access, contract: RouteContract): void {
  if (!isForMembers(access) || !access.company) return;
  const [part] = splitCompanyFrom(access.company);
  if (!contract[part])
    throw new AppError("internal", `${access.company} is checked, but no contract reads it`);
}

function queryOf(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const { searchParams } = new URL(request.url);
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return query;
}

function answered(contract: RouteContract, answer: unknown): Response {
  const status = contract.status ?? 200;
  if (!contract.answer) return new Response(null, { status: 204, headers: noStore });
  return new Response(JSON.stringify(contract.answer.parse(answer)), {
    status,
    headers: { "Content-Type": "application/json", ...noStore },
  });
}

const noStore = { "Cache-Control": "no-store" } as const;

function guarded(response: Response): Response {
  if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
  return response;
}
