import { createSerializer, parseAsStringLiteral } from "nuqs";

import { alertState, type Alert } from "#lib/contracts/alerts.ts";

/** As the address of the list has it. */
export const alertFilter = { state: parseAsStringLiteral(alertState.options).withDefault("open") };

const serialize = createSerializer(alertFilter, { clearOnDefault: false });

/** The endpoint takes the names that the address has. */
export function alertsUrl(state: Alert["state"]): string {
  return serialize("/api/alerts", { state });
}
