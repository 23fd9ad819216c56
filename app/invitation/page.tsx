import type { Metadata } from "next";

import { AcceptInvitation } from "#components/invitation/accept-invitation.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Choose your password" };

export default page({ public: "Whoever was invited has no password yet." }, {}, () => (
  <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-6 py-12">
    <div className="mb-6">
      <Mark size={40} />
    </div>
    <AcceptInvitation />
  </main>
));
