import { describe, expect, it } from "vitest";

import { mapRecord } from "#lib/mapping/map-record.ts";
import { isRecordedMaterialHere, recordedRecords } from "#tests/support/recorded.ts";

const recorded = recordedRecords();

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe("records that QuickBooks really sent", () => {
  it("are several hundred, of every type that was recorded", () => {
    const types = new Set(recorded.map(({ recordType }) => recordType));
    expect(recorded.length).toBeGreaterThanOrEqual(isRecordedMaterialHere ? 440 : 0);
    expect(types.size).toBeGreaterThanOrEqual(isRecordedMaterialHere ? 14 : 0);
  });

  it("are all mapped, none of them changed by it", () => {
    for (const { recordType, record } of recorded) {
      const before = JSON.stringify(record);
      mapRecord(recordType, frozen(record));
      expect(JSON.stringify(record)).toBe(before);
    }
  });

  it("are kept whole", () => {
    for (const { recordType, record } of recorded) {
      expect(JSON.parse(mapRecord(recordType, record).row.source)).toStrictEqual(record);
    }
  });

  it("map the same every time", () => {
    for (const { recordType, record } of recorded) {
      const again: unknown = JSON.parse(JSON.stringify(record));
      expect(mapRecord(recordType, again)).toStrictEqual(mapRecord(recordType, record));
    }
  });

  it("keep each line's amount to the cent", () => {
    for (const { recordType, record } of recorded) {
      const mapped = mapRecord(recordType, record);
      if (mapped.shape !== "transaction") continue;
      const lines = Array.isArray(record["Line"]) ? record["Line"] : [];
      const sent = lines.map((line: { Amount?: number }) => line.Amount ?? null);
      expect(mapped.lines.map((line) => (line.amount === null ? null : Number(line.amount)))).toEqual(sent);
    }
  });

  it("have exchange rates with an id for each currency and day", () => {
    const rates = recorded.filter(({ recordType }) => recordType === "exchange_rate");
    const ids = new Set(rates.map(({ recordType, record }) => mapRecord(recordType, record).row.sourceId));
    expect(ids.size).toBe(rates.length);
  });

  it("balance their journal entries: debits and credits come to the same", () => {
    const cents = (amount: string | null): bigint => BigInt(Math.round(Number(amount ?? "0") * 100));
    for (const { record } of recorded.filter(({ recordType }) => recordType === "journal_entry")) {
      const mapped = mapRecord("journal_entry", record);
      if (mapped.shape !== "transaction") throw new Error("a journal entry is a transaction");
      const sum = (side: "debit" | "credit"): bigint =>
        mapped.lines
          .filter((line) => line.side === side)
          .reduce((total, line) => total + cents(line.amount), 0n);
      expect(sum("debit")).toBe(sum("credit"));
      expect(cents(mapped.row.totalAmount)).toBe(sum("debit"));
    }
  });
});
