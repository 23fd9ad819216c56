"use client";

import { useId, type ComponentProps, type ReactNode } from "react";

import { classNames } from "./class-names.ts";

export const inputStyle =
  "h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-ink aria-invalid:border-bad";

interface FieldFrame {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
}

interface DescribedBy {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** Label above, hint below, error in place of the hint, all tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  children,
}: FieldFrame & { readonly children: (props: DescribedBy) => ReactNode }) {
  const id = useId();
  const message = error ?? hint;
  const described: DescribedBy = {
    id,
    "aria-describedby": message === undefined ? undefined : `${id}-says`,
    "aria-invalid": error === undefined || error === null ? undefined : true,
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children(described)}
      {message === undefined ? null : (
        <p
          id={`${id}-says`}
          className={classNames("text-[0.9rem]", described["aria-invalid"] ? "text-bad" : "text-ink-soft")}
        >
          {message}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  className,
  ...input
}: FieldFrame & Omit<ComponentProps<"input">, "id">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(described) => <input {...input} {...described} className={classNames(inputStyle, className)} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...select
}: FieldFrame & Omit<ComponentProps<"select">, "id">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(described) => (
        <select {...select} {...described} className={classNames(inputStyle, "pr-8", className)}>
          {children}
        </select>
      )}
    </Field>
  );
}
