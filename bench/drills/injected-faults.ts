// What can go wrong between us and QuickBooks, one kind per company: every effect that the sandbox can
// inject, with the statuses and codes that matter for reading.

export interface InjectedFault {
  readonly name: string;
  /** As the sandbox's control takes it; the company's realm and the share are added. */
  readonly rule: Readonly<Record<string, unknown>>;
  /** Set where the sandbox knows the company only by its token: the fault then strikes all companies. */
  readonly isOfTokens?: boolean;
}

const page = "<html><body><h1>502 Bad Gateway</h1></body></html>";

const rejectedClause = { effect: "clause", status: 400, code: "4001", message: "Invalid query" };

export const injectedFaults: readonly InjectedFault[] = [
  { name: "none", rule: { effect: "slow", delayMs: 0 } },
  { name: "500, empty", rule: { effect: "status", status: 500 } },
  { name: "502 with a page", rule: { effect: "status", status: 502, body: page } },
  { name: "200 with a page", rule: { effect: "status", status: 200, body: page } },
  { name: "503 from the gateway", rule: { effect: "gateway", status: 503 } },
  { name: "401 from the gateway", rule: { effect: "gateway", status: 401, code: "3200" } },
  { name: "429 from the gateway", rule: { effect: "gateway", status: 429, code: "3001" } },
  { name: "fault 10000", rule: { effect: "fault", status: 500, code: "10000", type: "SystemFault" } },
  {
    name: "fault 10000 in a 200",
    rule: { effect: "fault", status: 200, code: "10000", type: "SystemFault" },
  },
  { name: "fault 6000", rule: { effect: "fault", status: 400, code: "6000" } },
  { name: "fault without a code", rule: { effect: "fault", status: 400, code: "" } },
  { name: "connection reset", rule: { effect: "reset" } },
  { name: "connection reset after the work", rule: { effect: "reset", when: "after" } },
  { name: "cut short", rule: { effect: "truncate" } },
  { name: "fault in one group", rule: { effect: "group", place: "two", type: "SystemFault" } },
  { name: "group missing", rule: { effect: "group", place: "first", group: "missing" } },
  { name: "rejected clause: ORDERBY", rule: { ...rejectedClause, clauses: ["ORDERBY"] } },
  {
    name: "rejected clause: Active of budgets",
    rule: { ...rejectedClause, clauses: ["FROM Budget WHERE Active"] },
  },
  {
    name: "rejected clause: MetaData",
    rule: { ...rejectedClause, clauses: ["WHERE MetaData", "AND MetaData"] },
  },
  { name: "rejected clause: MAXRESULTS", rule: { ...rejectedClause, clauses: ["MAXRESULTS"] } },
  { name: "odd record", rule: { effect: "odd-record", odd: "no-id" } },
  { name: "odd stub", rule: { effect: "odd-stub", odd: "no-id" } },
  { name: "odd stub of a living record", rule: { effect: "odd-stub", odd: "alive" } },
  { name: "malformed", rule: { effect: "malformed" } },
  { name: "timeout of the gateway", rule: { effect: "timeout" } },
  { name: "slower than we wait", rule: { effect: "slow", delayMs: 2_500 } },
  {
    name: "tokens: 503",
    rule: { effect: "status", status: 503, path: "tokens/bearer" },
    isOfTokens: true,
  },
  {
    name: "tokens: answer lost",
    rule: { effect: "reset", when: "after", path: "tokens/bearer" },
    isOfTokens: true,
  },
];
