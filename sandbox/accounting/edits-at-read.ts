import type { Company } from "../company/company.ts";

type Changes = Readonly<Record<string, unknown>>;

/** Edits of a person that fall between a client's reading of a record and its writing: each happens once, after the next read. */
export class EditsAtRead {
  readonly #armed = new Map<string, Changes>();

  arm(realmId: string, entity: string, id: string, changes: Changes): void {
    this.#armed.set(`${realmId} ${entity}/${id}`, changes);
  }

  /** Called when the reply to a read of the record has been made. */
  afterRead(company: Company, entity: string, id: string): void {
    const key = `${company.realmId} ${entity}/${id}`;
    const changes = this.#armed.get(key);
    const row = changes === undefined ? undefined : company.read(entity, id);
    if (changes === undefined || row === undefined) return;
    this.#armed.delete(key);
    const body = { sparse: true, ...changes, Id: id, SyncToken: row.SyncToken };
    const result = company.write({ entity, operation: "save", body, actor: "person" });
    if (result.kind === "fault")
      throw new Error(`The edit at reading was refused: ${JSON.stringify(result)}`);
  }
}
