"use client";

import { useCallback, useState } from "react";

import { seesEveryCompany, type Role } from "#lib/core/role.ts";
import type { Person } from "#lib/contracts/people.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { Callout } from "../ui/callout.tsx";
import { CompanyPicker } from "./company-picker.tsx";
import type { Mailed } from "./invitation-made.tsx";
import { changeDisabledReason, ownerDisabledReason, roleDisabledReason } from "./disabled-reasons.ts";
import { RoleChoice } from "./role-choice.tsx";
import { mutations } from "./person-mutations.ts";
import { useChangePerson, useRemovePerson, type PersonChange } from "./use-change-person.ts";

export interface PersonDialogProps {
  readonly person: Person;
  readonly people: readonly Person[];
  readonly onClose: () => void;
  readonly onMailed: (mailed: Mailed) => void;
}

type Asking = "change" | keyof typeof mutations;

/** Role, companies and access of one person. Mounted for as long as it is open. */
export function PersonDialog({ person, people, onClose, onMailed }: PersonDialogProps) {
  const { role: viewerRole, email } = useViewer();
  const [asking, setAsking] = useState<Asking>("change");
  const [role, setRole] = useState<Role>(person.role);
  const [companyIds, setCompanyIds] = useState<readonly string[]>(person.companyIds);
  const { name, pending } = person;
  const change = useChangePerson(
    person,
    useCallback(
      (outcome) => {
        onClose();
        const what = person.pending ? "invitation" : "password";
        if (outcome !== null) onMailed({ name: person.name, email: person.email, what, outcome });
      },
      [person, onClose, onMailed],
    ),
  );
  const remove = useRemovePerson(person, onClose);
  const changes = changesOf(person, role, companyIds);
  const rejected = changeDisabledReason(viewerRole, person);
  const keepsOwner = ownerDisabledReason(person, people);
  const fixed = rejected ?? keepsOwner;
  const busy = change.underWay || remove.underWay ? "Saving…" : null;
  const frame = { open: true, onOpenChange: (open: boolean) => (open ? undefined : onClose()) };

  if (asking !== "change") {
    const { title, lead, does, send } = mutations[asking];
    return (
      <Modal
        {...frame}
        title={title(name)}
        lead={`${lead}${person.email === email && !pending ? " This is you: you will have to sign in again." : ""}`}
        actions={
          <>
            <Button onClick={() => setAsking("change")}>Not now</Button>
            <Button
              variant="danger"
              busy={busy}
              data-testid="confirm-mutation"
              onClick={() => void (send === null ? remove.run(undefined) : change.run(send))}
            >
              {does}
            </Button>
          </>
        }
      />
    );
  }
  return (
    <Modal
      {...frame}
      title={name}
      lead={person.email}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            disabledReason={fixed ?? (changes === null ? "There are no changes to save." : null)}
            busy={busy}
            data-testid="save-person"
            onClick={() => {
              if (changes !== null) void change.run(changes);
            }}
          >
            Save
          </Button>
        </>
      }
    >
      {fixed === null ? null : <Callout tone="info" title={fixed} />}
      {pending ? <Callout tone="info" title="Invited, but has not accepted yet: no access so far." /> : null}
      {person.disabled ? <Callout tone="paused" title="Disabled: cannot sign in to this firm." /> : null}
      <RoleChoice
        value={role}
        onChange={setRole}
        locked={fixed !== null}
        disabledReason={(each) => roleDisabledReason(viewerRole, each)}
      />
      {seesEveryCompany(role) ? null : <CompanyPicker value={companyIds} onChange={setCompanyIds} />}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button
          size="small"
          disabledReason={rejected ?? (person.disabled ? "Enable this person first." : null)}
          data-testid="send-link"
          onClick={() => setAsking(pending ? "inviteAgain" : "newPassword")}
        >
          {pending ? "Send the invitation again…" : "New password…"}
        </Button>
        {pending ? null : (
          <AbleButton
            person={person}
            disabledReason={person.disabled ? rejected : fixed}
            busy={busy}
            onEnable={() => void change.run({ disabled: false })}
            onDisable={() => setAsking("disable")}
          />
        )}
        <Button
          size="small"
          disabledReason={fixed}
          data-testid="remove-person"
          onClick={() => setAsking(pending ? "withdraw" : "remove")}
        >
          {pending ? "Withdraw the invitation…" : "Remove…"}
        </Button>
      </div>
    </Modal>
  );
}

interface AbleButtonProps {
  readonly person: Person;
  readonly disabledReason: string | null;
  readonly busy: string | null;
  readonly onEnable: () => void;
  readonly onDisable: () => void;
}

function AbleButton({ person, disabledReason, busy, onEnable, onDisable }: AbleButtonProps) {
  return person.disabled ? (
    <Button
      size="small"
      disabledReason={disabledReason}
      busy={busy}
      data-testid="enable-person"
      onClick={onEnable}
    >
      Enable
    </Button>
  ) : (
    <Button size="small" disabledReason={disabledReason} data-testid="disable-person" onClick={onDisable}>
      Disable…
    </Button>
  );
}

/** Null when nothing differs. */
function changesOf(person: Person, role: Role, companyIds: readonly string[]): PersonChange | null {
  const before = new Set(person.companyIds);
  const sameCompanies =
    seesEveryCompany(role) || (companyIds.length === before.size && companyIds.every((id) => before.has(id)));
  if (role === person.role && sameCompanies) return null;
  return {
    ...(role === person.role ? {} : { role }),
    // A role that sees every company needs none assigned.
    ...(sameCompanies && role === person.role
      ? {}
      : { companyIds: seesEveryCompany(role) ? [] : companyIds }),
  };
}
