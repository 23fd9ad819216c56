import { everyone } from "#lib/core/role.ts";
import { alertList, alertsQuery } from "#lib/contracts/alerts.ts";
import { route } from "#lib/http/route.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";

export const GET = route({ roles: everyone }, { query: alertsQuery, answer: alertList }, ({ actor, query }) =>
  listAlerts(actor, query.state),
);
