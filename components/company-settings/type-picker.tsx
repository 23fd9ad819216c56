"use client";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordTypeStatus } from "#lib/contracts/company.ts";

export interface TypePickerProps {
  readonly types: readonly RecordTypeStatus[];
  /** Empty: all that QuickBooks offers, also types that come later. */
  readonly selected: readonly RecordType[];
  readonly onChange: (selected: RecordType[]) => void;
}

export function TypePicker({ types, selected, onChange }: TypePickerProps) {
  const all = selected.length === 0;
  const offered = types.filter((type) => type.offered !== false);
  const toggle = (recordType: RecordType, on: boolean) => {
    const before = all ? offered.map((type) => type.recordType) : selected;
    onChange(on ? [...before, recordType] : before.filter((each) => each !== recordType));
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 font-medium">Types of records</legend>
      <label className="flex items-baseline gap-2.5">
        <input
          type="radio"
          name="types"
          checked={all}
          onChange={() => onChange([])}
          className="accent-(--accent)"
        />
        All that QuickBooks offers
      </label>
      <label className="flex items-baseline gap-2.5">
        <input
          type="radio"
          name="types"
          checked={!all}
          onChange={() => onChange(offered.map((type) => type.recordType))}
          className="accent-(--accent)"
        />
        Only these
      </label>
      {all ? null : (
        <div className="grid gap-x-6 gap-y-1.5 pl-6 sm:grid-cols-2 xl:grid-cols-3">
          {offered.map(({ recordType }) => {
            const on = selected.includes(recordType);
            // With none ticked it would mean all again.
            const last = on && selected.length === 1;
            return (
              <label
                key={recordType}
                className="flex items-baseline gap-2.5"
                title={last ? "At least one type is required." : undefined}
              >
                <input
                  type="checkbox"
                  checked={on}
                  disabled={last}
                  onChange={(event) => toggle(recordType, event.target.checked)}
                  className="accent-(--accent)"
                />
                {recordTypes[recordType].plural}
              </label>
            );
          })}
        </div>
      )}
    </fieldset>
  );
}
