"use client";

import type { WebhookEvent } from "#lib/contracts/webhook-events.ts";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { describeEvent } from "./event-style.ts";
import { replayDisabledReason, useReplay } from "./use-replay.ts";

export interface ReplayOneProps {
  readonly event: WebhookEvent;
  readonly variant?: ButtonProps["variant"];
  readonly onDone?: () => void;
}

export function ReplayOne({ event, variant = "quiet", onDone }: ReplayOneProps) {
  const replay = useReplay();
  return (
    <Button
      size={variant === "quiet" ? "small" : "normal"}
      variant={variant}
      aria-label={`Replay: ${describeEvent(event)}`}
      disabledReason={replayDisabledReason(event.state)}
      busy={replay.underWay ? "Replaying…" : null}
      data-testid="replay"
      onClick={() => {
        void replay.run({ eventIds: [event.eventId] }).then((done) => {
          if (done) onDone?.();
        });
      }}
    >
      Replay
    </Button>
  );
}
