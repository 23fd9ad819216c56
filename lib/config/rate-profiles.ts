/**
 * How many requests of a company go out in a minute at most, and how many of them at once: Intuit's own limit
 * evenly spread, and the two profiles of the setup guide for integrators.
 */
const rateProfiles = {
  intuit: { requestsPerMinute: 500, burstRequests: 1 },
  production: { requestsPerMinute: 450, burstRequests: 100 },
  sandbox: { requestsPerMinute: 100, burstRequests: 50 },
} as const;

/** A profile's rates, where they are not set one by one. */
export function ratesOf(
  profile: keyof typeof rateProfiles,
  ofMinute: number | undefined,
  ofBurst: number | undefined,
): { requestsPerMinute: number; burstRequests: number } {
  const requestsPerMinute = ofMinute ?? rateProfiles[profile].requestsPerMinute;
  // More at once than in a whole minute is no limit.
  const burstRequests = ofBurst ?? rateProfiles[profile].burstRequests;
  return { requestsPerMinute, burstRequests: Math.min(burstRequests, requestsPerMinute) };
}
