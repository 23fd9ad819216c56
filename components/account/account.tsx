"use client";

import Link from "next/link";

import { SettingsSection } from "../company-settings/settings-section.tsx";
import { roleNames } from "../shell/viewer-card.tsx";
import { useViewer } from "../shell/viewer-context.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";

export function Account() {
  const { name, email, role, organizationName } = useViewer();
  return (
    <div className="flex flex-col gap-6">
      <SettingsSection title="You" lead="An owner or admin of your firm sets your role.">
        <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {[
            ["Name", name],
            ["Email", email],
            ["Role", roleNames[role]],
            ["Firm", organizationName],
          ].map(([term, value]) => (
            <div key={term}>
              <dt className="text-[0.86rem] text-ink-faint">{term}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </SettingsSection>
      <SettingsSection title="Other firms" lead="You join a firm only after you accept its invitation.">
        <Link href="/invitations" className="link font-medium">
          See your invitations
        </Link>
      </SettingsSection>
      <SettingsSection title="Password" lead="Changing it signs you out in every other browser.">
        <PasswordForm />
      </SettingsSection>
      <SettingsSection
        title="Signed in"
        lead="Browsers in which you are signed in. If you do not recognize one, sign it out and change your password."
      >
        <SessionList />
      </SettingsSection>
    </div>
  );
}
