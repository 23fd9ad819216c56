"use client";

import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";

import {
  companyDetail,
  syncSchedule,
  type ChangeSettings,
  type CompanyDetail,
} from "../../lib/contracts/company.ts";
import { saySchedule } from "../company/schedule-words.ts";
import { roleRefusal } from "../company/refusals.ts";
import { useRefreshCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { sayField } from "../data/problem-error.ts";
import { useDeed } from "../data/use-deed.ts";
import { formatHour } from "../format/times.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Field, inputStyle, SelectField, TextField } from "../ui/field.tsx";
import { Time } from "../ui/time.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { TypePicker } from "./type-picker.tsx";

const schedules = {
  daily: { label: "Daily", says: "Once a day, at the company’s quiet hour." },
  hourly: {
    label: "Hourly",
    says: "For companies that are worked on all day. Costs at least 24 calls a day.",
  },
  custom: { label: "Custom", says: "After as many minutes as you say." },
  paused: { label: "Paused", says: "No scheduled syncs. Notices from QuickBooks and “Sync now” still work." },
} as const;

/** Every setting, as the form holds it. */
type Draft = { readonly [Name in keyof ChangeSettings]-?: Exclude<ChangeSettings[Name], undefined> };

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export interface SettingsFormProps {
  readonly company: CompanyDetail;
  /** Names of all zones that this server knows. */
  readonly timeZones: readonly string[];
}

export function SettingsForm({ company, timeZones }: SettingsFormProps) {
  const { role } = useViewer();
  const router = useRouter();
  const refresh = useRefreshCompany(company.id);
  const [draft, setDraft] = useState<Draft>(() => draftOf(company));
  const save = useDeed<ChangeSettings>(
    useCallback(
      async (change) => {
        await sendJson("PATCH", `/api/companies/${company.id}/settings`, change, companyDetail);
        await refresh();
        router.refresh();
        return "Saved.";
      },
      [company.id, refresh, router],
    ),
    "Not saved",
  );
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const changes = changesBetween(draftOf(company), draft);
  const nothing = Object.keys(changes).length === 0 ? "Nothing has been changed." : null;

  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (nothing === null) void save.run(changes);
      }}
    >
      <SettingsSection
        title="Company"
        lead="How your firm calls the client, and where its day begins and ends."
      >
        <TextField
          label="Name"
          value={draft.name}
          error={sayField(save.problem, "name")}
          onChange={(event) => set({ name: event.target.value })}
        />
        <SelectField
          label="Time zone"
          value={draft.timeZone}
          error={sayField(save.problem, "timeZone")}
          onChange={(event) => set({ timeZone: event.target.value })}
        >
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
      </SettingsSection>
      <SettingsSection
        title="Schedule"
        lead={
          <>
            Changes that QuickBooks announces are taken in within seconds in any case. Now:{" "}
            {saySchedule(company.settings)}.
            {company.nextSyncAt === null ? null : (
              <>
                {" "}
                Next sync <Time at={company.nextSyncAt} />.
              </>
            )}
          </>
        }
      >
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium">How often</legend>
          {syncSchedule.options.map((schedule) => (
            <label key={schedule} className="flex items-baseline gap-2.5">
              <input
                type="radio"
                name="schedule"
                className="accent-(--accent)"
                checked={draft.schedule === schedule}
                onChange={() => set({ schedule })}
              />
              <span>
                <span className="font-medium">{schedules[schedule].label}</span>
                <span className="block text-[0.9rem] text-ink-soft">{schedules[schedule].says}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {draft.schedule === "daily" ? (
          <SelectField
            label="Quiet hour"
            hint="In the company’s own time zone."
            value={draft.quietHour}
            onChange={(event) => set({ quietHour: Number(event.target.value) })}
          >
            {hours.map((hour) => (
              <option key={hour} value={hour}>
                {formatHour(hour)}
              </option>
            ))}
          </SelectField>
        ) : null}
        {draft.schedule === "custom" ? (
          <TextField
            label="Minutes between syncs"
            type="number"
            min={5}
            max={10_080}
            value={draft.everyMinutes}
            error={sayField(save.problem, "everyMinutes")}
            onChange={(event) => set({ everyMinutes: event.target.valueAsNumber })}
          />
        ) : null}
      </SettingsSection>
      <SettingsSection
        title="What is kept"
        lead="A type left out is not read; what was taken in before stays as it is."
      >
        <TypePicker
          types={company.types}
          selected={draft.selectedTypes}
          onChange={(selectedTypes) => set({ selectedTypes })}
        />
        <Field
          label="Transactions from"
          hint="Earlier ones are left out. Empty: everything that QuickBooks has."
          error={sayField(save.problem, "fromOn")}
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
        lead="A sync that would mark more than this share of the records as deleted stops and asks a person first."
      >
        <TextField
          label="Stop above (percent)"
          type="number"
          min={1}
          max={100}
          value={draft.massDeletionPercent}
          error={sayField(save.problem, "massDeletionPercent")}
          className="max-w-32"
          onChange={(event) => set({ massDeletionPercent: event.target.valueAsNumber })}
        />
      </SettingsSection>
      <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-paper py-3">
        <Button refusal={nothing} onClick={() => setDraft(draftOf(company))}>
          Discard changes
        </Button>
        <Button
          type="submit"
          variant="primary"
          refusal={roleRefusal(role) ?? nothing}
          busy={save.underWay ? "Saving…" : null}
        >
          Save changes
        </Button>
      </div>
    </form>
  );
}

function draftOf(company: CompanyDetail): Draft {
  const { schedule, everyMinutes, quietHour, selectedTypes, fromOn, massDeletionPercent } = company.settings;
  return {
    name: company.name,
    timeZone: company.timeZone,
    schedule,
    everyMinutes: everyMinutes ?? 120,
    quietHour,
    selectedTypes,
    fromOn,
    massDeletionPercent,
  };
}

/** Only what differs is sent: two people who change different things do not undo each other. */
function changesBetween(before: Draft, after: Draft): ChangeSettings {
  const differs = (name: keyof ChangeSettings) =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const changes: ChangeSettings = {
    ...(differs("name") ? { name: after.name } : {}),
    ...(differs("timeZone") ? { timeZone: after.timeZone } : {}),
    ...(differs("schedule") ? { schedule: after.schedule } : {}),
    ...(differs("quietHour") ? { quietHour: after.quietHour } : {}),
    ...(differs("selectedTypes") ? { selectedTypes: after.selectedTypes } : {}),
    ...(differs("fromOn") ? { fromOn: after.fromOn } : {}),
    ...(differs("massDeletionPercent") ? { massDeletionPercent: after.massDeletionPercent } : {}),
  };
  const minutes = after.schedule === "custom" && (differs("schedule") || differs("everyMinutes"));
  return minutes ? { ...changes, schedule: "custom", everyMinutes: after.everyMinutes } : changes;
}
