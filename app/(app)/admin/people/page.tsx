import type { Metadata } from "next";

import { AddPerson } from "#components/people/add-person.tsx";
import { PeopleList } from "#components/people/people-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listPeople } from "#lib/auth/people/list-people.ts";
import { managers } from "#lib/core/role.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "People" };

export default page({ roles: managers, path: "/admin/people" }, {}, async ({ actor }) => (
  <>
    <PageHeader
      title="People"
      lead={`The people of ${actor.organizationName}, their roles, and the companies they can open.`}
      actions={<AddPerson />}
    />
    <PeopleList initial={await listPeople(actor)} />
  </>
));
