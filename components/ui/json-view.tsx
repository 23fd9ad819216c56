import type { Json } from "../records/json-diff.ts";
import { CopyButton } from "./copy-button.tsx";

/** Intuit's JSON as it came, indented. */
export function JsonView({ value, label }: { readonly value: Json; readonly label: string }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative">
      <div className="absolute top-3 right-3">
        <CopyButton text={text} />
      </div>
      <pre
        // Long records scroll inside; without a tab stop the keyboard could not reach the rest.
        tabIndex={0}
        aria-label={label}
        role="group"
        className="max-h-144 overflow-auto p-5 font-mono text-[0.86rem] leading-relaxed"
      >
        {text}
      </pre>
    </div>
  );
}
