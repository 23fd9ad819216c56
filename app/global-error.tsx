"use client";

import "./globals.css";

interface ErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** When even the frame fails: on its own, with nothing that could fail again. */
export default function GlobalError({ error, reset }: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Tieout could not be shown</title>
        <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-3 px-6">
          <h1>Tieout could not be shown</h1>
          <p className="text-ink-soft">
            Something went wrong on our side and has been logged. The books are not affected, and syncs
            continue.
          </p>
          {error.digest === undefined ? null : <p className="text-ink-soft">For support: {error.digest}</p>}
          <p>
            <button type="button" onClick={reset} className="rounded-md bg-accent px-4 py-2 text-accent-ink">
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
