"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";

import { countOf, formatCount } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { useReplay } from "./use-replay.ts";
import type { EventsQuery } from "./event-filter.ts";

export interface ReplayFoundProps {
  readonly query: EventsQuery;
  /** How many events the filter finds; null when nobody has counted them. */
  readonly found: number | null;
}

/** Replays all that the filter finds, on whatever page. */
export function ReplayFound({ query, found }: ReplayFoundProps) {
  const [asking, setAsking] = useState(false);
  const replay = useReplay();
  const state = query.state ?? undefined;
  const companyId = query.companyId ?? undefined;
  const entity = query.entity ?? undefined;
  return (
    <>
      <Button
        icon={<RotateCcw size={15} aria-hidden />}
        disabledReason={disabledReason(state, companyId, entity)}
        data-testid="replay-found"
        onClick={() => setAsking(true)}
      >
        {labels(found).button}
      </Button>
      <Modal
        open={asking}
        onOpenChange={setAsking}
        title={labels(found).question}
        lead="Each company’s events are processed by one sync of its changes, which uses one or two calls. Records that are already in the books are not written again."
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Not now</Button>
            <Button
              variant="primary"
              data-testid="confirm-replay"
              busy={replay.underWay ? "Replaying…" : null}
              onClick={() => {
                void replay.run({ state, companyId, entity }).then((done) => {
                  if (done) setAsking(false);
                });
              }}
            >
              Replay
            </Button>
          </>
        }
      />
    </>
  );
}

function labels(found: number | null): { readonly button: string; readonly question: string } {
  if (found === null) return { button: "Replay all of these…", question: "Replay all events that match?" };
  return {
    button: found === 1 ? "Replay this one…" : `Replay these ${formatCount(found)}…`,
    question: `Replay ${countOf(found, "event", "events")}?`,
  };
}

function disabledReason(...filter: readonly (string | undefined)[]): string | null {
  if (filter.every((each) => each === undefined)) {
    return "Choose a state, a type or a company first. All events cannot be replayed at once.";
  }
  return null;
}
