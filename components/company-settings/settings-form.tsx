"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { companyDetail, type ChangeSettings, type CompanyDetail } from "#lib/contracts/company.ts";
import { roleDisabledReason } from "../company/disabled-reasons.ts";
import { isAboutCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeField } from "../data/problem-error.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Field, inputStyle, SelectField, TextField } from "../ui/field.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { changesBetween, draftOf, type SettingsDraft } from "./settings-draft.ts";
import { SettingsSection } from "./settings-section.tsx";
import { TypePicker } from "./type-picker.tsx";

export interface SettingsFormProps {
  readonly company: CompanyDetail;
  /** Names of all zones that this server knows. */
  readonly timeZones: readonly string[];
}

export function SettingsForm({ company, timeZones }: SettingsFormProps) {
  const { role } = useViewer();
  const router = useRouter();
  // What this person began from: a change that somebody else makes meanwhile is not undone by saving.
  const [base, setBase] = useState<SettingsDraft>(() => draftOf(company));
  const [draft, setDraft] = useState<SettingsDraft>(base);
  const save = useMutation<ChangeSettings>({
    send: async (change) => {
      const saved = await sendJson("PATCH", `/api/companies/${company.id}/settings`, change, companyDetail);
      setBase(draftOf(saved));
      setDraft(draftOf(saved));
      return "Saved.";
    },
    failed: "Not saved",
    changes: isAboutCompany(company.id),
    onDone: () => router.refresh(),
  });
  const set = (change: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...change }));
  const changes = changesBetween(base, draft);
  const nothing = Object.keys(changes).length === 0 ? "There are no changes to save." : null;

  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (nothing === null) void save.run(changes);
      }}
    >
      <SettingsSection title="Company" lead="The client’s name in Tieout, and its time zone.">
        <TextField
          label="Name"
          value={draft.name}
          error={describeField(save.problem, "name")}
          onChange={(event) => set({ name: event.target.value })}
        />
        <SelectField
          label="Time zone"
          value={draft.timeZone}
          error={describeField(save.problem, "timeZone")}
          onChange={(event) => set({ timeZone: event.target.value })}
        >
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
      </SettingsSection>
      <ScheduleSection company={company} draft={draft} problem={save.problem} set={set} />
      <SettingsSection
        title="Records to sync"
        lead="Types that are left out are not synced. Records already imported stay."
      >
        <TypePicker
          types={company.types}
          selected={draft.selectedTypes}
          onChange={(selectedTypes) => set({ selectedTypes })}
        />
        <Field
          label="Transactions from"
          hint="Earlier transactions are left out. Leave empty to sync all of them."
          error={describeField(save.problem, "fromOn")}
        >
          {(described) => (
            <input
              {...described}
              type="date"
              value={draft.fromOn ?? ""}
              className={`${inputStyle} max-w-52`}
              onChange={(event) => set({ fromOn: event.target.value === "" ? null : event.target.value })}
            />
          )}
        </Field>
      </SettingsSection>
      <SettingsSection
        title="Safety"
        lead="A sync that would mark more than this share of the records as deleted stops and asks for approval."
      >
        <TextField
          label="Stop above (percent)"
          type="number"
          min={1}
          max={100}
          value={draft.massDeletionPercent}
          error={describeField(save.problem, "massDeletionPercent")}
          className="max-w-32"
          onChange={(event) => set({ massDeletionPercent: event.target.valueAsNumber })}
        />
      </SettingsSection>
      <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-paper py-3">
        <Button disabledReason={nothing} onClick={() => setDraft(base)}>
          Discard changes
        </Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={roleDisabledReason(role) ?? nothing}
          busy={save.underWay ? "Saving…" : null}
        >
          Save changes
        </Button>
      </div>
    </form>
  );
}
