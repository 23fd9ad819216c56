import { outcomes, type OutcomeKey } from "./outcomes.ts";

/* Solid, striped, crossed: told apart without their colours. */
const inks = { succeeded: "var(--good)", incomplete: "var(--warn)", failed: "var(--bad)" } satisfies Record<
  OutcomeKey,
  string
>;
const marks = {
  succeeded: null,
  incomplete: "M-1 1 1-1M0 6 6 0M5 7 7 5",
  failed: "M0 0 6 6M6 0 0 6",
} satisfies Record<OutcomeKey, string | null>;

const idOf = (key: OutcomeKey, of: string): string => `outcome-${key}-${of}`;

function Pattern({ outcome, of }: { readonly outcome: OutcomeKey; readonly of: string }) {
  const mark = marks[outcome];
  return (
    <pattern id={idOf(outcome, of)} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill={inks[outcome]} fillOpacity={mark === null ? 0.75 : 0.18} />
      {mark === null ? null : <path d={mark} stroke={inks[outcome]} strokeWidth="1.6" fill="none" />}
    </pattern>
  );
}

/** Inside a chart's svg. */
export function OutcomePatterns() {
  return (
    <defs>
      {outcomes.map(({ key }) => (
        <Pattern key={key} outcome={key} of="chart" />
      ))}
    </defs>
  );
}

export function patternFill(outcome: OutcomeKey): string {
  return `url(#${idOf(outcome, "chart")})`;
}

export function OutcomeLegend() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-[0.9rem]">
      {outcomes.map(({ key, word }) => (
        <li key={key} className="inline-flex items-center gap-2">
          <svg width="14" height="14" aria-hidden className="rounded-xs">
            <defs>
              <Pattern outcome={key} of="legend" />
            </defs>
            <rect width="14" height="14" fill={`url(#${idOf(key, "legend")})`} stroke={inks[key]} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
