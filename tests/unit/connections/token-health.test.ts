import { randomUUID } from "node:crypto";

import { describe, expect, test } from "vitest";

import type { Grant } from "#lib/connections/refresh/grant.ts";
import { toTokenHealth } from "#lib/connections/refresh/token-health.ts";
import { parseCompanyId, parseConnectionId, parseOrganizationId } from "#lib/core/ids.ts";

const now = new Date("2026-11-21T12:00:00Z");
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

function grant(changes: Partial<Grant>): Grant {
  return {
    connectionId: parseConnectionId(randomUUID()),
    organizationId: parseOrganizationId(randomUUID()),
    companyId: parseCompanyId(randomUUID()),
    state: "connected",
    accessTokenSealed: "",
    refreshTokenSealed: "",
    accessExpiresAt: inDays(0.04),
    refreshExpiresAt: inDays(100),
    refreshHardExpiresAt: inDays(1800),
    generation: 1,
    refreshStartedAt: null,
    refreshedAt: now,
    consentedAt: inDays(-20),
    claimed: false,
    ...changes,
  };
}

describe("token health", () => {
  test("warns of nothing while both limits are far", () => {
    expect(toTokenHealth(grant({}), now).warnings).toEqual([]);
  });

  test("warns ahead of the 100 days", () => {
    const { warnings } = toTokenHealth(grant({ refreshExpiresAt: inDays(20.5) }), now);
    expect(warnings).toMatchObject([{ kind: "rolling", daysLeft: 20 }]);
    expect(warnings[0]?.message).toContain("in 20 days");
  });

  test("warns ahead of the five years", () => {
    const { warnings } = toTokenHealth(grant({ refreshHardExpiresAt: inDays(59.5) }), now);
    expect(warnings).toMatchObject([{ kind: "consent", daysLeft: 59 }]);
  });

  test("counts five years from the consent where Intuit has not said", () => {
    const health = toTokenHealth(
      grant({ refreshHardExpiresAt: null, consentedAt: new Date("2021-12-21T12:00:00Z") }),
      now,
    );
    expect(health.consentEndsAt.toISOString()).toBe("2026-12-21T12:00:00.000Z");
    expect(health.warnings).toMatchObject([{ kind: "consent", daysLeft: 30 }]);
  });

  test("says since when an answer may have been lost, but not while one is awaited", () => {
    const refreshStartedAt = inDays(-0.5);
    expect(toTokenHealth(grant({ refreshStartedAt }), now).answerMissingSince).toEqual(refreshStartedAt);
    expect(toTokenHealth(grant({ refreshStartedAt, claimed: true }), now).answerMissingSince).toBeNull();
  });
});
