import type {
  Company,
  CompanyEvent,
  DeletedStub,
  EntityName,
  LedgerPosting,
  MergeTraces,
  ScanOptions,
  WireObject,
  WriteRequest,
  WriteResult,
  BooksFault,
} from "./company.ts";
import { ShownRows } from "./shown-rows.ts";
import type { CompanyState } from "./state.ts";
import type { Writer } from "./writer.ts";
import type { ProductAction } from "./product-request.ts";
import { runReport } from "../reports/run-report.ts";

/** The books half behind the seam: reading from the tables, writing through the rules, reports from the books. */
export class SandboxCompany implements Company {
  readonly #state: CompanyState;
  readonly #writer: Writer;
  readonly #shown: ShownRows;

  constructor(state: CompanyState, writer: Writer) {
    this.#state = state;
    this.#writer = writer;
    this.#shown = new ShownRows(state);
  }

  get realmId(): string {
    return this.#state.identity.realmId;
  }
  get name(): string {
    return this.#state.identity.name;
  }
  get country(): Company["country"] {
    return this.#state.identity.country;
  }

  offers(entity: EntityName): boolean {
    return this.#state.offers(entity);
  }

  leaveOut(entities: readonly EntityName[]): void {
    this.#state.leaveOut(entities);
  }

  read(entity: EntityName, id: string): WireObject | undefined {
    const row = this.#state.read(entity, id);
    return row === undefined ? undefined : this.#shown.show(entity, row);
  }

  scan(entity: EntityName, options: ScanOptions): Iterable<WireObject> {
    return this.#shown.scan(entity, options);
  }

  *scanText(entity: EntityName, options: ScanOptions): Iterable<string> {
    for (const object of this.#shown.scan(entity, options)) yield JSON.stringify(object);
  }

  count(
    entity: EntityName,
    options: Pick<ScanOptions, "updatedFromMs" | "updatedToMs" | "activeOnly">,
  ): number {
    return this.#shown.count(entity, options);
  }

  deletedSince(entity: EntityName, sinceMs: number): readonly DeletedStub[] {
    return this.#state.table(entity).deletedSince(sinceMs);
  }

  write(request: WriteRequest): WriteResult {
    return this.#showResult(request.entity, this.#writer.write(request));
  }

  merge(entity: EntityName, winnerId: string, loserId: string, traces?: MergeTraces): WriteResult {
    return this.#showResult(entity, this.#writer.merge(entity, winnerId, loserId, traces));
  }

  act(action: ProductAction): object | BooksFault {
    return this.#writer.act(action);
  }

  onEvent(listener: (event: CompanyEvent) => void): () => void {
    return this.#state.onEvent(listener);
  }

  report(name: string, parameters: ReadonlyMap<string, string>): object | BooksFault {
    return runReport(this.#state, name, parameters);
  }

  *ledger(): Iterable<LedgerPosting> {
    for (const { entity, id, on, postings } of this.#state.books.transactions())
      for (const { accountId, cents } of postings)
        if (cents !== 0) yield { entity, transactionId: id, accountId, on, cents };
  }

  #showResult(entity: EntityName, result: WriteResult): WriteResult {
    if (result.kind !== "written") return result;
    return { kind: "written", object: this.#shown.show(entity, result.object) ?? result.object };
  }
}
