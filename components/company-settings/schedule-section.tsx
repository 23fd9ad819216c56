import { syncSchedule, type CompanyDetail } from "#lib/contracts/company.ts";
import { describeSchedule } from "../company/schedule-labels.ts";
import { describeField } from "../data/problem-error.ts";
import { formatHour } from "../format/times.ts";
import { SelectField, TextField } from "../ui/field.tsx";
import { RadioOption } from "../ui/radio-option.tsx";
import { Upcoming } from "../ui/time.tsx";
import type { SettingsDraft } from "./settings-draft.ts";
import { SettingsSection } from "./settings-section.tsx";

const schedules = {
  daily: { label: "Daily", message: "Once a day, at the company’s quiet hour." },
  hourly: {
    label: "Hourly",
    message: "For companies with activity all day. Uses at least 24 calls a day.",
  },
  custom: { label: "Custom", message: "At an interval that you choose." },
  paused: {
    label: "Paused",
    message: "No scheduled syncs. Webhooks from QuickBooks and “Sync now” still work.",
  },
} as const;

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export interface ScheduleSectionProps {
  readonly company: CompanyDetail;
  readonly draft: SettingsDraft;
  /** Of the last attempt to save. */
  readonly problem: unknown;
  readonly set: (change: Partial<SettingsDraft>) => void;
}

export function ScheduleSection({ company, draft, problem, set }: ScheduleSectionProps) {
  return (
    <SettingsSection
      title="Schedule"
      lead={
        <>
          Webhooks import changes within seconds on every schedule. Current schedule:{" "}
          {describeSchedule(company.settings)}.
          {company.nextSyncAt === null ? null : (
            <>
              {" "}
              Next sync: <Upcoming at={company.nextSyncAt} />.
            </>
          )}
        </>
      }
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium">How often</legend>
        {syncSchedule.options.map((schedule) => (
          <RadioOption
            key={schedule}
            name="schedule"
            {...schedules[schedule]}
            checked={draft.schedule === schedule}
            onChoose={() => set({ schedule })}
          />
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
          error={describeField(problem, "everyMinutes")}
          onChange={(event) => set({ everyMinutes: event.target.valueAsNumber })}
        />
      ) : null}
    </SettingsSection>
  );
}
