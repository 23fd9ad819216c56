// Every write of a client or a person: checked first, carried out whole or not at all, told afterwards.

import type { Balances } from "./balances.ts";
import type {
  BooksFault,
  CompanyEvent,
  EntityName,
  MergeTraces,
  WireObject,
  WriteRequest,
  WriteResult,
} from "./company.ts";
import { Commit } from "./commit.ts";
import { traitsOf, type KnownEntity } from "./entity-traits.ts";
import { faults } from "./fault.ts";
import { keepListObject } from "./keep-list-object.ts";
import { mergeNames } from "./merge-names.ts";
import type { ProductAction } from "./product-request.ts";
import { carryOut } from "./product-actions.ts";
import { ReimburseCharges } from "./reimburse-charges.ts";
import { entityRules } from "./rules/entity-rules.ts";
import { Numbering } from "./rules/numbering.ts";
import { Rejection, reject } from "./rules/rejection.ts";
import { checkDeposited, checkOpen, checkProperties, checkToken, isDeposited } from "./rules/write-checks.ts";
import { draftOf, withMetadata } from "./rules/with-metadata.ts";
import { isUnchanged } from "./rules/unchanged.ts";
import { Uniqueness } from "./rules/uniqueness.ts";
import { sentDocument } from "./sent-document.ts";
import type { CompanyState } from "./state.ts";
import { voidedObject } from "./voided.ts";
import { textAt, type Fields } from "./wire-fields.ts";

const rateKey = (rate: Fields): string =>
  `${textAt(rate, "SourceCurrencyCode") ?? ""}@${textAt(rate, "AsOfDate") ?? ""}`;

export class Writer {
  readonly #state: CompanyState;
  readonly #balances: Balances;
  readonly #commit: Commit;
  readonly #uniqueness: Uniqueness;
  #actor: WriteRequest["actor"] = "person";
  #rateIds: Map<string, string> | undefined;
  readonly numbering: Numbering;

  constructor(state: CompanyState, balances: Balances) {
    this.#state = state;
    this.#balances = balances;
    this.#commit = new Commit(state, balances, (links) => new ReimburseCharges(state, links));
    this.#uniqueness = new Uniqueness(state);
    this.numbering = new Numbering(state);
  }

  write(request: WriteRequest): WriteResult {
    this.#actor = request.actor;
    return this.#state.atOnce(() => this.#write(request));
  }

  #tell(
    event: Pick<CompanyEvent, "entity" | "id" | "operation">,
    before: WireObject | undefined,
    after: WireObject | undefined,
  ): void {
    this.#state.emit({
      ...event,
      actor: this.#actor,
      ...(before?.SyncToken === undefined ? {} : { tokenBefore: before.SyncToken }),
      ...(after?.SyncToken === undefined ? {} : { tokenAfter: after.SyncToken }),
    });
  }

  #write(request: WriteRequest): WriteResult {
    const { entity } = request;
    if (!this.#state.offers(entity)) return faults.notOffered(entity);
    try {
      switch (request.operation) {
        case "save":
          return request.includeVoid === true
            ? this.#voidByInclude(entity, request)
            : this.#save(entity, request);
        case "delete":
          return this.#delete(entity, request.body);
        case "void":
          return this.#voidByOperation(entity, request.body);
        case "send":
          return this.#send(entity, request.body);
      }
    } catch (error) {
      if (error instanceof Rejection) return error.fault;
      throw error;
    }
  }

  merge(entity: EntityName, winnerId: string, loserId: string, traces: MergeTraces = {}): WriteResult {
    if (!this.#state.offers(entity)) return faults.notOffered(entity);
    try {
      return this.#state.atOnce(() =>
        mergeNames(
          {
            state: this.#state,
            balances: this.#balances,
            commit: this.#commit,
            uniqueness: this.#uniqueness,
          },
          entity,
          winnerId,
          loserId,
          traces,
        ),
      );
    } catch (error) {
      if (error instanceof Rejection) return error.fault;
      throw error;
    }
  }

  /** What people do in the product and no endpoint offers. */
  act(action: ProductAction): object | BooksFault {
    try {
      return this.#state.atOnce(() =>
        carryOut(
          {
            state: this.#state,
            balances: this.#balances,
            commit: this.#commit,
            write: (request) => this.#write(request),
          },
          action,
        ),
      );
    } catch (error) {
      if (error instanceof Rejection) return error.fault;
      throw error;
    }
  }

  #save(entity: KnownEntity, { body, allowDuplicateDocNumber }: WriteRequest): WriteResult {
    const traits = traitsOf(entity);
    const rule = entityRules[entity];
    const before = this.#existing(entity, body);
    if (rule === undefined || (before === undefined ? !traits.creatable : !traits.updatable))
      reject(faults.unsupported(before === undefined ? "create" : "update"));
    checkProperties(entity, body);
    if (before !== undefined) {
      if (entity !== "ExchangeRate") checkToken(before, body);
      for (const name of rule.alwaysSent ?? [])
        if (body[name] === undefined || body[name] === null) reject(faults.required(name));
      checkOpen(this.#state, before);
    }
    const draft = draftOf(this.#state, this.numbering, entity, before, body);
    const completed = rule.complete(draft);
    const object = withMetadata(this.#state, entity, before, completed);
    if (before !== undefined && isUnchanged(entity, before, object, this.#state.habits))
      return { kind: "written", object: before };
    checkOpen(this.#state, object);
    if (before !== undefined) checkDeposited(before, object);
    this.#uniqueness.check(entity, object);
    if (rule.uniqueNumber === true && allowDuplicateDocNumber !== true)
      this.#checkNumber(entity, object, before);
    return this.#carryOut(entity, before, object, before === undefined ? "created" : "updated");
  }

  #carryOut(
    entity: KnownEntity,
    before: WireObject | undefined,
    object: WireObject,
    operation: CompanyEvent["operation"],
  ): WriteResult {
    if (before === undefined) this.#state.noteId(entity, object.Id);
    if (entity === "ExchangeRate") this.#rateIds?.set(rateKey(object), object.Id);
    const stored =
      operation === "voided" && before !== undefined
        ? this.#commit.void(entity, before, object)
        : this.#commit.save(entity, before, object);
    if (before !== undefined) this.numbering.forget(before, entity);
    this.numbering.note(object, entity);
    this.#uniqueness.keep(entity, before, object);
    keepListObject(this.#state, this.#balances, entity, before, object);
    this.#tell({ entity, id: object.Id, operation }, before, object);
    return { kind: "written", object: this.#state.read(entity, object.Id) ?? stored };
  }

  #delete(entity: KnownEntity, body: Fields): WriteResult {
    if (!traitsOf(entity).deletable) reject(faults.unsupported("delete"));
    const before = this.#existing(entity, body) ?? reject(faults.required("Id"));
    // Attachments are deleted by their id alone.
    if (entity !== "Attachable") checkToken(before, body);
    checkOpen(this.#state, before);
    if (isDeposited(before)) reject(faults.deposited());
    this.#commit.delete(entity, before);
    this.numbering.forget(before, entity);
    this.#tell({ entity, id: before.Id, operation: "deleted" }, before, undefined);
    return { kind: "deleted", entity, id: before.Id };
  }

  #voidByOperation(entity: KnownEntity, body: Fields): WriteResult {
    if (entity === "Bill") return faults.systemFailure();
    if (entity === "JournalEntry") return { kind: "nothing" };
    if (entityRules[entity]?.voidBy?.includes("operation") !== true) reject(faults.unsupported("void"));
    return this.#void(entity, body);
  }

  #voidByInclude(entity: KnownEntity, request: WriteRequest): WriteResult {
    if (entityRules[entity]?.voidBy?.includes("include") !== true) {
      // A person voids purchases in the product; no form of the API does.
      if (request.actor === "api" || entity !== "Purchase") reject(faults.unsupported("void"));
    }
    return this.#void(entity, request.body);
  }

  #void(entity: KnownEntity, body: Fields): WriteResult {
    const before = this.#existing(entity, body) ?? reject(faults.required("Id"));
    checkToken(before, body);
    checkOpen(this.#state, before);
    if (isDeposited(before)) reject(faults.deposited());
    const voided = withMetadata(this.#state, entity, before, {
      ...voidedObject(entity, before),
      ...(entity === "Purchase" ? { status: "Voided" } : {}),
    });
    return this.#carryOut(entity, before, voided, "voided");
  }

  #send(entity: KnownEntity, body: Fields): WriteResult {
    const before = this.#existing(entity, body) ?? reject(faults.required("Id"));
    const sent = sentDocument(this.#state, entity, before, textAt(body, "sendTo"));
    const object = withMetadata(this.#state, entity, before, sent);
    this.#state.table(entity).put(object, this.#state.nowMs());
    this.#tell({ entity, id: object.Id, operation: "emailed" }, before, object);
    return { kind: "written", object };
  }

  #existing(entity: KnownEntity, body: Fields): WireObject | undefined {
    if (entity === "ExchangeRate") return this.#rateOfThatDay(body);
    // Settings have one row, which a body need not name.
    const id = textAt(body, "Id") ?? (entity === "Preferences" || entity === "CompanyInfo" ? "1" : undefined);
    if (id === undefined) return undefined;
    if (!/^-?\d+$/.test(id)) reject(faults.invalidId(id));
    return this.#state.read(entity, id) ?? reject(faults.notFound());
  }

  /** Rates show neither Id nor SyncToken: the currency and the day name them. */
  #rateOfThatDay(body: Fields): WireObject | undefined {
    this.#rateIds ??= new Map(
      Array.from(this.#state.table("ExchangeRate").scan({ order: "id" }), (row) => [rateKey(row), row.Id]),
    );
    const id = this.#rateIds.get(rateKey(body));
    return id === undefined ? undefined : this.#state.read("ExchangeRate", id);
  }

  #checkNumber(entity: KnownEntity, object: WireObject, before: WireObject | undefined): void {
    const number = textAt(object, "DocNumber");
    if (number === undefined || (before !== undefined && textAt(before, "DocNumber") === number)) return;
    const holder = this.numbering.holderOf(entity, number, object.Id);
    if (holder !== undefined) reject(faults.duplicateNumber(number, entity, holder));
  }
}
