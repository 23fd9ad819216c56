"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";

import { seesEveryCompany, type Role } from "#lib/core/role.ts";
import { personAdded } from "#lib/contracts/people.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeField } from "../data/problem-error.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { FormModal } from "../ui/form-modal.tsx";
import { CompanyPicker } from "./company-picker.tsx";
import { InvitationMade, type Mailed } from "./invitation-made.tsx";
import { roleDisabledReason } from "./disabled-reasons.ts";
import { RoleChoice } from "./role-choice.tsx";
import { isPeople, peopleAddress } from "./use-people.ts";

interface Draft {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly companyIds: readonly string[];
}

const blank: Draft = { name: "", email: "", role: "accountant", companyIds: [] };

export function AddPerson() {
  const { role: viewerRole } = useViewer();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(blank);
  const [mailed, setMailed] = useState<Mailed | null>(null);
  const add = useMutation<Draft>({
    send: async (person) => {
      const { mail } = await sendJson("POST", peopleAddress, person, personAdded);
      setMailed({ name: person.name, email: person.email, what: "invitation", outcome: mail });
      return null;
    },
    failed: "The invitation was not sent",
    changes: isPeople,
    onDone: () => {
      setOpen(false);
      setDraft(blank);
    },
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus size={16} aria-hidden />}
        data-testid="add-person"
        onClick={() => setOpen(true)}
      >
        Invite a person
      </Button>
      <FormModal
        open={open}
        onOpenChange={setOpen}
        title="Invite a person"
        submit={{ label: "Invite", busy: add.underWay ? "Inviting…" : null, testId: "confirm-add-person" }}
        onSubmit={() => void add.run(draft)}
      >
        <TextField
          label="Name"
          name="name"
          required
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          error={describeField(add.problem, "name")}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          required
          maxLength={320}
          autoComplete="off"
          value={draft.email}
          error={describeField(add.problem, "email")}
          onChange={(event) => set({ email: event.target.value })}
        />
        <RoleChoice
          value={draft.role}
          onChange={(role) => set({ role })}
          disabledReason={(role) => roleDisabledReason(viewerRole, role)}
        />
        {seesEveryCompany(draft.role) ? null : (
          <CompanyPicker value={draft.companyIds} onChange={(companyIds) => set({ companyIds })} />
        )}
      </FormModal>
      <InvitationMade mailed={mailed} onClose={() => setMailed(null)} />
    </>
  );
}
