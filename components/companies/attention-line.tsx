import type { Attention } from "#lib/contracts/companies.ts";
import { classNames } from "../ui/class-names.ts";
import { StatusShape } from "../ui/status.tsx";
import { attentionLabels, describeAttention } from "./attention-labels.ts";

export interface AttentionLineProps {
  readonly attention: readonly Attention[];
  readonly wrap?: boolean;
}

/** The worst thing, and how many more there are. */
export function AttentionLine({ attention, wrap = false }: AttentionLineProps) {
  const worst = attention[0];
  if (!worst) return null;
  const more = attention.length - 1;
  return (
    <span
      title={attention.map((each) => attentionLabels[each.kind].message).join("\n")}
      className={classNames("block pl-5 -indent-5", !wrap && "whitespace-nowrap")}
    >
      <StatusShape tone={attentionLabels[worst.kind].tone} className="mr-1.5 mb-0.5 inline-block" />
      {describeAttention(worst)} {more > 0 ? <span className="text-ink-faint">and {more} more</span> : null}
    </span>
  );
}
