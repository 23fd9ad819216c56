"use client";

import { roles, type Role } from "#lib/core/role.ts";
import { roleNames } from "../shell/viewer-card.tsx";
import { RadioOption } from "../ui/radio-option.tsx";
import { roleLabels } from "./role-labels.ts";

export interface RoleChoiceProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  /** Why a role cannot be chosen; null when it can. */
  readonly disabledReason: (role: Role) => string | null;
  /** None can; why is said elsewhere. */
  readonly locked?: boolean;
}

export function RoleChoice({ value, onChange, disabledReason, locked = false }: RoleChoiceProps) {
  return (
    <fieldset disabled={locked} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Role</legend>
      {roles.map((role) => {
        const why = role === value ? null : disabledReason(role);
        return (
          <RadioOption
            key={role}
            name="role"
            value={role}
            label={roleNames[role]}
            message={why ?? roleLabels[role]}
            checked={role === value}
            disabled={why !== null}
            onChoose={() => onChange(role)}
          />
        );
      })}
    </fieldset>
  );
}
