import type { RecordDetail } from "#lib/contracts/records.ts";
import { formatCount } from "../format/figures.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";

export interface RecordAdjustmentsProps {
  readonly record: Pick<RecordDetail, "adjustments">;
}

/** Values that did not fit their columns as QuickBooks sent them. Nothing for nearly all records. */
export function RecordAdjustments({ record: { adjustments } }: RecordAdjustmentsProps) {
  if (adjustments.length === 0) return null;
  const values = adjustments.length === 1 ? "1 value" : `${formatCount(adjustments.length)} values`;
  return (
    <Disclosure title="Adjusted on import" aside={`${values}; the original data is kept unchanged`}>
      <ScrollTable label="Adjusted on import">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">QuickBooks sent</th>
              <th scope="col">Stored</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {adjustments.map((one, index) => (
              <tr key={`${one.path} ${index}`}>
                <th scope="row" className="break-all">
                  {one.path === "" ? "Other values" : one.path}
                </th>
                <td className="break-all">{one.came ?? "Empty"}</td>
                <td className="break-all">{one.stored ?? "Empty"}</td>
                <td className="text-ink-soft">{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </Disclosure>
  );
}
