import type { ChangeSettings, CompanyDetail } from "#lib/contracts/company.ts";

/** Every setting, as the form holds it. */
export type SettingsDraft = {
  readonly [Name in keyof ChangeSettings]-?: Exclude<ChangeSettings[Name], undefined>;
};

export function draftOf(company: CompanyDetail): SettingsDraft {
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
export function changesBetween(before: SettingsDraft, after: SettingsDraft): ChangeSettings {
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
