import type { ReactNode } from "react";

export interface ChartColumn {
  readonly label: string;
  readonly numeric?: boolean;
}

export interface ChartFrameProps {
  readonly title: string;
  /** What it shows, in figures: also for those who do not see the chart. */
  readonly lead: ReactNode;
  readonly legend?: ReactNode;
  readonly chart: ReactNode;
  readonly columns: readonly ChartColumn[];
  /** As many cells as columns; the first names its row. */
  readonly rows: readonly (readonly string[])[];
}

/** A chart with its sentence above and every figure of it in a table below, which opens on demand. */
export function ChartFrame({ title, lead, legend, chart, columns, rows }: ChartFrameProps) {
  return (
    <figure className="card flex min-w-0 flex-col gap-3 p-5" aria-label={title}>
      <figcaption>
        <h3>{title}</h3>
        <p className="text-ink-soft">{lead}</p>
      </figcaption>
      {legend}
      <div className="h-48">{chart}</div>
      <details>
        <summary className="w-fit text-[0.9rem] text-ink-soft hover:text-ink">Show as a table</summary>
        <div
          role="region"
          aria-label={`${title}, as a table`}
          // Without a tab stop, what lies below the edge cannot be reached by keyboard.
          tabIndex={0}
          className="mt-2 max-h-72 overflow-auto rounded-md border border-line"
        >
          <table className="ledger">
            <thead className="sticky top-0 bg-surface">
              <tr>
                {columns.map(({ label, numeric }) => (
                  <th key={label} scope="col" className={numeric ? "num" : undefined}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells]) => (
                <tr key={name}>
                  <th scope="row" className="whitespace-nowrap">
                    {name}
                  </th>
                  {cells.map((cell, index) => (
                    <td key={columns[index + 1]?.label} className="num">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
