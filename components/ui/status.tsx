import { classNames } from "./class-names.ts";

/** A tone is a colour and a shape together, so that neither has to be seen alone. */
export type Tone = "good" | "running" | "waiting" | "warn" | "bad" | "off" | "paused" | "info";

const tones = {
  good: {
    ink: "text-good",
    soft: "bg-good-soft",
    shape: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3.4 4.1L7 9.5 4.8 7.4 3.6 8.6 7 12l5.6-5.7-1.2-1.2Z",
  },
  running: { ink: "text-info", soft: "bg-info-soft", shape: "M8 1a7 7 0 1 1-7 7h2a5 5 0 1 0 5-5V1Z" },
  waiting: {
    ink: "text-ink-faint",
    soft: "bg-sunken",
    shape:
      "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3Zm-.8 1.8h1.6v3l2 1.9-1.1 1.2-2.5-2.4V4.8Z",
  },
  warn: {
    ink: "text-warn",
    soft: "bg-warn-soft",
    shape: "M8 1.2 15.4 14.4H.6L8 1.2Zm-.9 5v4h1.8v-4H7.1Zm0 5v1.7h1.8v-1.7H7.1Z",
  },
  bad: {
    ink: "text-bad",
    soft: "bg-bad-soft",
    shape:
      "M5 1h6l4 4v6l-4 4H5l-4-4V5l4-4Zm.3 3.2L4.2 5.3 6.9 8l-2.7 2.7 1.1 1.1L8 9.1l2.7 2.7 1.1-1.1L9.1 8l2.7-2.7-1.1-1.1L8 6.9 5.3 4.2Z",
  },
  off: {
    ink: "text-ink-faint",
    soft: "bg-sunken",
    shape: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8Z",
  },
  paused: { ink: "text-ink-soft", soft: "bg-sunken", shape: "M2 1h4.5v14H2V1Zm7.5 0H14v14H9.500V1Z" },
  info: {
    ink: "text-info",
    soft: "bg-info-soft",
    shape: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-.9 6v5h1.8V7H7.100Zm0-3v1.800h1.800V4H7.100Z",
  },
} satisfies Record<Tone, { ink: string; soft: string; shape: string }>;

export function StatusShape({ tone, className }: { readonly tone: Tone; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="13"
      height="13"
      aria-hidden
      fill="currentColor"
      fillRule="evenodd"
      className={classNames("shrink-0", tones[tone].ink, tone === "running" && "animate-spin", className)}
    >
      <path d={tones[tone].shape} />
    </svg>
  );
}

export interface StatusProps {
  readonly tone: Tone;
  readonly word: string;
  /** A filled chip, for headers; plain in tables. */
  readonly chip?: boolean;
  readonly testId?: string;
  readonly className?: string;
}

export function Status({ tone, word, chip = false, testId, className }: StatusProps) {
  return (
    <span
      className={classNames(
        "inline-flex items-baseline gap-1.5 whitespace-nowrap",
        chip && `rounded-full px-2.5 py-0.5 text-[0.9rem] font-medium ${tones[tone].soft} ${tones[tone].ink}`,
        className,
      )}
    >
      <StatusShape tone={tone} className="self-center" />
      <span data-testid={testId}>{word}</span>
    </span>
  );
}

export function toneSurface(tone: Tone): string {
  return tones[tone].soft;
}
