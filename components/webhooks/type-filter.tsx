import { inputStyle } from "../ui/field.tsx";

export interface AnnouncedType {
  /** Intuit's name. */
  readonly entity: string;
  /** Ours. */
  readonly label: string;
}

interface TypeFilterProps {
  readonly types: readonly AnnouncedType[];
  /** Null: all types. */
  readonly value: string | null;
  readonly onChange: (entity: string | null) => void;
}

export function TypeFilter({ types, value, onChange }: TypeFilterProps) {
  return (
    <label className="flex items-center gap-2">
      <span className="sr-only">Type of record</span>
      <select
        className={`${inputStyle} w-auto! pr-8`}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      >
        <option value="">All types</option>
        {types.map(({ entity, label }) => (
          <option key={entity} value={entity}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
