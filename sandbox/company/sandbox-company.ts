import type {
  Company,
  CompanyEvent,
  DeletedStub,
  EntityName,
  LedgerPosting,
  ScanOptions,
  WireObject,
  WriteRequest,
  WriteResult,
  BooksFault,
} from "./company.ts";
import type { CompanyState } from "./state.ts";
import type { Writer } from "./writer.ts";
import { runReport } from "../reports/run-report.ts";

/** The books half behind the seam: reading from the tables, writing through the rules, reports from the books. */
export class SandboxCompany implements Company {
  readonly #state: CompanyState;
  readonly #writer: Writer;

  constructor(state: CompanyState, writer: Writer) {
    this.#state = state;
    this.#writer = writer;
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

  read(entity: EntityName, id: string): WireObject | undefined {
    return this.#state.read(entity, id);
  }

  scan(entity: EntityName, options: ScanOptions): Iterable<WireObject> {
    return this.#state.table(entity).scan(options);
  }

  *scanText(entity: EntityName, options: ScanOptions): Iterable<string> {
    for (const object of this.#state.table(entity).scan(options)) yield JSON.stringify(object);
  }

  count(
    entity: EntityName,
    options: Pick<ScanOptions, "updatedFromMs" | "updatedToMs" | "activeOnly">,
  ): number {
    return this.#state.table(entity).count(options);
  }

  deletedSince(entity: EntityName, sinceMs: number): readonly DeletedStub[] {
    return this.#state.table(entity).deletedSince(sinceMs);
  }

  write(request: WriteRequest): WriteResult {
    return this.#writer.write(request);
  }

  merge(entity: EntityName, winnerId: string, loserId: string): WriteResult {
    return this.#writer.merge(entity, winnerId, loserId);
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
}
