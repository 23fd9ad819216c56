"use client";

import { useEffect } from "react";

import { ErrorScreen } from "#components/shell/error-screen.tsx";
import { Button } from "#components/ui/button.tsx";

interface ErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function PageError({ error, reset }: ErrorProps) {
  useEffect(reloadIfUnavailable, []);
  return (
    <ErrorScreen
      title="This page could not be shown"
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      <p>
        Something went wrong on our side and has been logged. The books are not affected, and syncs continue.
      </p>
      {error.digest === undefined ? null : <p className="mt-2">For support: {error.digest}</p>}
    </ErrorScreen>
  );
}

/**
 * An answer that had begun when the database went away could not say 503 any more. Asked again, this address
 * does, with a page that comes back by itself.
 */
function reloadIfUnavailable(): void {
  fetch(window.location.href, { method: "HEAD", cache: "no-store" }).then(
    ({ status }) => {
      if (status === 503) window.location.reload();
    },
    () => undefined,
  );
}
