// Asks PostgreSQL what a statement takes and gives, without running it: Parse and Describe of its protocol.

import type pg from "pg";

export interface DescribedColumn {
  readonly name: string;
  readonly type: number;
  /** The table that it comes from unchanged, and its place there; 0 for what is computed. */
  readonly table: number;
  readonly place: number;
}

export interface DescribedStatement {
  /** Types of $1, $2, … */
  readonly parameters: readonly number[];
  readonly columns: readonly DescribedColumn[];
}

interface Connection {
  parse(query: { text: string; name: string; types: readonly number[] }): void;
  describe(what: { type: "S"; name: string }): void;
  sync(): void;
  once(event: "parameterDescription", listener: (message: { dataTypeIDs: readonly number[] }) => void): void;
  removeAllListeners(event: "parameterDescription"): void;
}

interface RowDescription {
  readonly fields: readonly {
    readonly name: string;
    readonly dataTypeID: number;
    readonly tableID: number;
    readonly columnID: number;
  }[];
}

/** @throws what PostgreSQL has against the statement. */
export async function describeStatement(client: pg.Client, text: string): Promise<DescribedStatement> {
  const described = Promise.withResolvers<DescribedStatement>();
  client.query(new Description(text, described));
  return described.promise;
}

/** What pg asks of a query of one's own; its types know half of it. */
class Description implements pg.Submittable {
  #parameters: readonly number[] = [];
  #columns: readonly DescribedColumn[] = [];
  #connection: Connection | undefined;
  readonly #text: string;
  readonly #described: PromiseWithResolvers<DescribedStatement>;

  constructor(text: string, described: PromiseWithResolvers<DescribedStatement>) {
    this.#text = text;
    this.#described = described;
  }

  submit(given: pg.Connection): void {
    const connection = given as unknown as Connection;
    this.#connection = connection;
    connection.once("parameterDescription", ({ dataTypeIDs }) => {
      this.#parameters = dataTypeIDs;
    });
    connection.parse({ text: this.#text, name: "", types: [] });
    connection.describe({ type: "S", name: "" });
    connection.sync();
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#columns = fields.map(({ name, dataTypeID, tableID, columnID }) => ({
      name,
      type: dataTypeID,
      table: tableID,
      place: columnID,
    }));
  }

  handleError(thrown: Error): void {
    this.#connection?.removeAllListeners("parameterDescription");
    this.#described.reject(thrown);
  }

  handleReadyForQuery(): void {
    this.#described.resolve({ parameters: this.#parameters, columns: this.#columns });
  }
}
