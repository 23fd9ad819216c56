import { expect, test } from "vitest";

import { alertStyle } from "#components/alerts/alert-style.ts";
import { alertKinds } from "#lib/books/alert-kind.ts";
import { managers, roles } from "#lib/core/role.ts";
import { isForManagers } from "#tests/support/is-for-managers.ts";

const companyId = "018f0000-0000-7000-8000-000000000001";

test("an alert of a company leads everybody to a page that they may open", () => {
  for (const kind of [...alertKinds, "a kind of tomorrow"]) {
    for (const role of roles) {
      const { where, whoCan } = alertStyle({ kind, companyId }, role);
      const path = where.split("?")[0] ?? "";
      const isManager = managers.some((each) => each === role);
      expect(isForManagers(path) && !isManager, `${kind} as ${role} leads to ${where}`).toBe(false);
      if (isManager) expect(whoCan, `${kind} as ${role}`).toBeNull();
    }
  }
});

test("who cannot act on an alert is told who can", () => {
  expect(alertStyle({ kind: "dead_events", companyId }, "accountant")).toMatchObject({
    where: `/companies/${companyId}`,
    whoCan: expect.stringContaining("owner or admin") as string,
  });
});
