"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";

import { connectOutcomes, type ConnectOutcome } from "#lib/connections/connect/connect-outcome.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";

const tones = { good: "good", neutral: "info", bad: "bad" } as const;

export interface ConnectResultProps {
  readonly outcome: ConnectOutcome;
  /** The company it was about, when there is one to look at. */
  readonly company: { readonly id: string; readonly name: string } | null;
}

/** How the way through Intuit's consent page ended. */
export function ConnectResult({ outcome, company }: ConnectResultProps) {
  const router = useRouter();
  const pathname = usePathname();
  const { tone, message } = connectOutcomes[outcome];
  return (
    <Callout
      live
      tone={tones[tone]}
      title={message}
      testId="qb-result"
      action={
        <>
          {company === null ? null : (
            <Link className="link self-center font-medium" href={`/companies/${company.id}`}>
              Open {company.name}
            </Link>
          )}
          <Button size="small" variant="quiet" onClick={() => router.replace(pathname)}>
            Dismiss
          </Button>
        </>
      }
    />
  );
}
