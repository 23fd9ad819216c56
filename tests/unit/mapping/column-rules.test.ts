import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import {
  entityRules,
  lineRules,
  linkRules,
  transactionRules,
  type ColumnRule,
} from "#lib/mapping/fields/column-rules.ts";

const schema = readFileSync(join(import.meta.dirname, "../../../prisma/schema/books.prisma"), "utf8");

interface SchemaColumn {
  readonly type: string;
  readonly isRequired: boolean;
  readonly decimal: readonly [precision: number, scale: number] | null;
}

function columnsOf(model: string): ReadonlyMap<string, SchemaColumn> {
  const body = new RegExp(`^model ${model} \\{\\n(.*?)^\\}`, "ms").exec(schema)?.[1] ?? "";
  return new Map(
    [...body.matchAll(/^ {2}([a-z]\w*) +(\w+)(\??)(.*)$/gm)].map(
      ([, name = "", type = "", mark, rest = ""]) => {
        const decimal = /@db\.Decimal\((\d+), (\d+)\)/.exec(rest);
        return [
          name,
          {
            type,
            isRequired: mark === "",
            decimal: decimal ? [Number(decimal[1]), Number(decimal[2])] : null,
          },
        ];
      },
    ),
  );
}

const tables: readonly (readonly [string, Readonly<Record<string, ColumnRule>>])[] = [
  ["Entity", entityRules],
  ["Transaction", transactionRules],
  ["TransactionLine", lineRules],
  ["TransactionLink", linkRules],
];

describe.each(tables)("the rules of %s's columns", (model, rules) => {
  const columns = columnsOf(model);

  it("say of each column whether the table needs a value", () => {
    for (const [name, rule] of Object.entries(rules)) {
      expect([name, rule.whenMissing !== "null"]).toEqual([name, columns.get(name)?.isRequired]);
    }
  });

  it("hold as many digits of each number as the table does", () => {
    for (const [name, { wholeDigits, scale }] of Object.entries(rules)) {
      const decimal = columns.get(name)?.decimal;
      expect([name, wholeDigits + scale, scale]).toEqual([name, ...(decimal ?? [0, 0])]);
    }
  });

  it("give each text a length", () => {
    for (const [name, { longest }] of Object.entries(rules)) {
      const isText = columns.get(name)?.type === "String";
      // What mapping fills in itself, from a few words of its own.
      expect([name, longest > 0 || name === "side"]).toEqual([name, isText]);
    }
  });
});

describe("a record's Id", () => {
  it("is the only value without which there is no record", () => {
    const required = tables.flatMap(([, rules]) =>
      Object.entries(rules).filter(([, rule]) => rule.whenMissing === "reject"),
    );
    expect(new Set(required.map(([name]) => name))).toEqual(new Set(["sourceId"]));
  });
});
