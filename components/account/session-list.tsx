"use client";

import { z } from "zod";

import { sessions, sessionsEnded } from "#lib/contracts/me.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useContract } from "../data/use-contract.ts";
import { useMutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { browserName } from "./browser-name.ts";

export const sessionsAddress = "/api/me/sessions";

/** Browsers that are signed in, each of which can be signed out from here. */
export function SessionList() {
  const { data, error } = useContract(sessionsAddress, sessions);
  const changes = (url: string) => url === sessionsAddress;
  const end = useMutation<string>({
    send: async (id) => {
      await sendJson("DELETE", `${sessionsAddress}/${id}`, {}, z.unknown());
      return "That browser is signed out.";
    },
    failed: "That browser is still signed in",
    changes,
  });
  const endOthers = useMutation({
    send: async () => {
      const { ended } = await sendJson("DELETE", sessionsAddress, {}, sessionsEnded);
      return `${countOf(ended, "browser is", "browsers are")} signed out.`;
    },
    failed: "The other browsers are still signed in",
    changes,
  });
  if (error) return <Callout tone="bad" title={describeProblem(error)} />;
  if (!data) {
    return (
      <div role="status" className="flex flex-col gap-4">
        <span className="sr-only">Loading your browsers</span>
        <Skeleton className="w-72" />
        <Skeleton className="w-56" />
      </div>
    );
  }
  const others = data.sessions.filter(({ current }) => !current).length;
  return (
    <div className="flex flex-col gap-4">
      <ul className="divide-y divide-line">
        {data.sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            ending={end.underWay}
            onEnd={() => void end.run(session.id)}
          />
        ))}
      </ul>
      <div>
        <Button
          disabledReason={others === 0 ? "You are not signed in anywhere else." : null}
          busy={endOthers.underWay ? "Signing out…" : null}
          onClick={() => void endOthers.run(undefined)}
        >
          Sign out everywhere else
        </Button>
      </div>
    </div>
  );
}

interface SessionItemProps {
  readonly session: z.infer<typeof sessions>["sessions"][number];
  readonly ending: boolean;
  readonly onEnd: () => void;
}

function SessionItem({ session, ending, onEnd }: SessionItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0">
      <div className="min-w-0">
        <p className="font-medium">{browserName(session.userAgent)}</p>
        <p className="text-[0.9rem] text-ink-faint">
          Signed in <Time at={session.createdAt} />, last used <Time at={session.lastSeenAt} />
        </p>
      </div>
      {session.current ? (
        <Status tone="good" word="This browser" />
      ) : (
        <Button size="small" busy={ending ? "Signing out…" : null} onClick={onEnd}>
          Sign out
        </Button>
      )}
    </li>
  );
}
