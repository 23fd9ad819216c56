"use client";

import { useCallback, useState } from "react";

import { seesEveryCompany, type Role } from "../../lib/auth/roles.ts";
import type { Person } from "../../lib/contracts/people.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { Notice } from "../ui/notice.tsx";
import { CompanyPicker } from "./company-picker.tsx";
import type { Invited } from "./invitation-made.tsx";
import { changeRefusal, ownerRefusal, roleRefusal } from "./person-refusals.ts";
import { RoleChoice } from "./role-choice.tsx";
import { useChangePerson, type PersonChange } from "./use-change-person.ts";

export interface PersonDialogProps {
  readonly person: Person;
  readonly people: readonly Person[];
  readonly onClose: () => void;
  readonly onInvited: (invited: Invited) => void;
}

type Asking = "change" | "disable" | "invite";

/** Role, companies and access of one person. Mounted for as long as it is open. */
export function PersonDialog({ person, people, onClose, onInvited }: PersonDialogProps) {
  const { role: viewerRole, email } = useViewer();
  const [asking, setAsking] = useState<Asking>("change");
  const [role, setRole] = useState<Role>(person.role);
  const [companyIds, setCompanyIds] = useState<readonly string[]>(person.companyIds);
  const { name } = person;
  const change = useChangePerson(
    person,
    useCallback(
      (invitation) => {
        onClose();
        if (invitation !== null) onInvited({ name, invitation });
      },
      [name, onClose, onInvited],
    ),
  );
  const changes = changesOf(person, role, companyIds);
  const refused = changeRefusal(viewerRole, person);
  const keepsOwner = ownerRefusal(person, people);
  const fixed = refused ?? keepsOwner;
  const busy = change.underWay ? "Saving…" : null;
  const frame = { open: true, onOpenChange: (open: boolean) => (open ? undefined : onClose()) };

  if (asking !== "change") {
    const { title, lead, does, send } = deeds[asking];
    return (
      <Modal
        {...frame}
        title={title(name)}
        lead={`${lead}${person.email === email ? " This is you: you will have to sign in again." : ""}`}
        actions={
          <>
            <Button onClick={() => setAsking("change")}>Not now</Button>
            <Button
              variant="danger"
              busy={busy}
              data-testid="confirm-deed"
              onClick={() => void change.run(send)}
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
            refusal={fixed ?? (changes === null ? "Nothing has been changed." : null)}
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
      {fixed === null ? null : <Notice tone="info" title={fixed} />}
      {person.disabled ? <Notice tone="paused" title="Disabled: cannot sign in to this firm." /> : null}
      <RoleChoice
        value={role}
        onChange={setRole}
        locked={fixed !== null}
        refusal={(each) => roleRefusal(viewerRole, each)}
      />
      {seesEveryCompany(role) ? null : <CompanyPicker value={companyIds} onChange={setCompanyIds} />}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button size="small" refusal={refused} onClick={() => setAsking("invite")}>
          New invitation…
        </Button>
        {person.disabled ? (
          <Button
            size="small"
            refusal={refused}
            busy={busy}
            data-testid="enable-person"
            onClick={() => void change.run({ disabled: false })}
          >
            Enable
          </Button>
        ) : (
          <Button
            size="small"
            refusal={fixed}
            data-testid="disable-person"
            onClick={() => setAsking("disable")}
          >
            Disable…
          </Button>
        )}
      </div>
    </Modal>
  );
}

const deeds = {
  disable: {
    title: (name: string) => `Disable ${name}?`,
    lead: "Signed out everywhere at once, and unable to sign in to this firm until enabled again. What they did stays on record.",
    does: "Disable",
    send: { disabled: true },
  },
  invite: {
    title: (name: string) => `Invite ${name} anew?`,
    lead: "For a password that was forgotten, or a link that was lost. The present password and every earlier link stop working, and every browser is signed out.",
    does: "Invite anew",
    send: { resetPassword: true },
  },
} as const satisfies Record<
  Exclude<Asking, "change">,
  { title: (name: string) => string; lead: string; does: string; send: PersonChange }
>;

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
