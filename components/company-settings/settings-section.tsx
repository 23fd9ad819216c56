import type { ReactNode } from "react";

export interface SettingsSectionProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

export function SettingsSection({ title, lead, children }: SettingsSectionProps) {
  return (
    <section className="card grid gap-x-10 gap-y-4 p-5 lg:grid-cols-[16rem_1fr]">
      <div>
        <h2>{title}</h2>
        <p className="mt-1 text-[0.93rem] text-ink-soft">{lead}</p>
      </div>
      <div className="flex max-w-2xl flex-col gap-5">{children}</div>
    </section>
  );
}
