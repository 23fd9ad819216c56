import type { Company, SandboxClock } from "../company/company.ts";
import type { Exchange } from "../http/exchange.ts";
import { accountingHeaders, faultHeaders, traceId } from "../http/intuit-headers.ts";
import { jsonToXml } from "../http/json-to-xml.ts";
import type { Reply } from "../http/reply.ts";
import { pacificDate } from "../clock/pacific-time.ts";
import type { GrantStore } from "../oauth/grant-store.ts";
import { accountingScope } from "../oauth/scopes.ts";
import type { Switchboard } from "../switches/switchboard.ts";
import type { TrafficMeter } from "../traffic/traffic-meter.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import { batchItems } from "./answer-batch.ts";
import { wantsModernReport } from "./answer-report.ts";
import { booksFaults } from "./books-faults.ts";
import type { Answer, Call } from "./call.ts";
import { faultReply } from "./accounting-reply.ts";
import type { EditsAtRead } from "./edits-at-read.ts";
import { entityOfPath } from "./entity-protocol.ts";
import { gatewayFaults, gatewayReply } from "./gateway-faults.ts";
import { requestIdKey } from "./request-id-key.ts";
import type { RequestIdStore } from "./request-id-store.ts";
import { routeAccounting } from "./route-accounting.ts";
import type { WriteLog } from "./write-log.ts";

export interface AccountingContext {
  readonly clock: SandboxClock;
  readonly switches: Switchboard;
  readonly grants: GrantStore;
  readonly traffic: TrafficMeter;
  readonly attachments: AttachmentStore;
  readonly requestIds: RequestIdStore;
  readonly writes: WriteLog;
  readonly editsAtRead: EditsAtRead;
  readonly random: () => number;
  /** E-mails sent, by company and day. */
  readonly emails: Map<string, number>;
  readonly company: (realmId: string) => Company | undefined;
}

type GatewayFault = Parameters<typeof gatewayReply>[0];

/** Answers /v3/company/{realmId}/…: gateway first (token, company, limits), then the accounting service. */
export function answerAccounting(
  realmId: string,
  steps: readonly string[],
  exchange: Exchange,
  context: AccountingContext,
): Reply {
  const startedAt = performance.now();
  const { clock, switches, traffic } = context;
  const nowMs = clock.now();
  const tid = traceId(nowMs);
  const kind = `${exchange.method} ${steps[0] === "reports" ? "reports" : (steps[0] ?? "").toLowerCase()}`;
  const realm = traffic.of(realmId);
  const format = wantsXml(exchange, context) ? "xml" : "json";
  const reject = (fault: GatewayFault, as: "json" | "xml"): Reply => {
    realm.record(kind, "core", fault.status, 1, false);
    return gatewayReply(fault, as, tid, nowMs);
  };

  const denied = authorise(realmId, exchange, context);
  if (denied) return reject(denied, format);
  const company = context.company(realmId);
  if (company === undefined) return reject(gatewayFaults.unknownRealm, format);
  if (!realm.arrive(kind === "POST batch", switches.values, nowMs)) {
    return reject(gatewayFaults.throttled, format === "xml" ? "xml" : switches.values.throttleBody);
  }

  const call: Call = {
    exchange,
    company,
    switches: switches.values,
    nowMs,
    attachments: context.attachments,
    random: context.random,
    mayEmail: () => countEmail(realmId, nowMs, context),
  };
  const answer = answerOnce(steps, call, context);
  const isMetered = exchange.method === "GET" || kind === "POST query" || kind === "POST batch";
  const isPerItem = switches.values.batchMetering === "items";
  realm.record(kind, isMetered ? "corePlus" : "core", answer.status, itemsOf(kind, exchange), isPerItem);
  const isFault = "json" in answer && answer.isFault;
  const headers = isFault ? faultHeaders(tid) : accountingHeaders(tid, performance.now() - startedAt);
  return encodeAnswer(answer, format, call, headers);
}

function authorise(
  realmId: string,
  exchange: Exchange,
  { grants, switches, company }: AccountingContext,
): GatewayFault | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(exchange.headers.authorization ?? "")?.[1];
  if (token === undefined) return gatewayFaults.missingToken;
  if (token.length < 30 || token.length > 4096) return gatewayFaults.malformedToken;
  const check = grants.checkAccess(token);
  if (check.kind === "expired") return gatewayFaults.expiredToken(token);
  if (check.kind !== "valid") return gatewayFaults.revokedToken;
  const isOwn = check.grant.realmId === realmId && check.grant.scopes.includes(accountingScope);
  if (isOwn) return undefined;
  const isUnknown = company(realmId) === undefined && switches.values.unknownRealm === "404";
  return isUnknown ? gatewayFaults.unknownRealm : gatewayFaults.wrongRealm;
}

/** A write with a requestid seen before answers with the first one's bytes. */
function answerOnce(steps: readonly string[], call: Call, context: AccountingContext): Answer {
  const { switches, nowMs, company } = call;
  const { requestIds } = context;
  const key = requestIdKey(steps, call);
  if (key === undefined) return answerAnew(steps, call, context);
  if (key.kind === "fault") return faultReply(booksFaults.requestIdTooLong(key.most), nowMs);
  const name = `${company.realmId} ${key.value}`;
  const kept = requestIds.find(name, nowMs);
  if (kept) return kept;
  const answer = answerAnew(steps, call, context);
  if ("json" in answer && (!answer.isFault || switches.requestIdReplaysErrors)) {
    requestIds.keep(name, answer, nowMs + switches.requestIdHours * 3_600_000);
  }
  return answer;
}

function answerAnew(
  steps: readonly string[],
  call: Call,
  { writes, editsAtRead }: AccountingContext,
): Answer {
  const { exchange, company } = call;
  const answer = writes.during(exchange.parameters.get("requestid"), () => routeAccounting(steps, call));
  const [first = "", id, ...more] = steps;
  const entity = exchange.method === "GET" && more.length === 0 ? entityOfPath(first) : undefined;
  if (entity !== undefined && id !== undefined) editsAtRead.afterRead(company, entity, id);
  return answer;
}

function countEmail(realmId: string, nowMs: number, { emails, switches }: AccountingContext): boolean {
  const key = `${realmId} ${pacificDate(nowMs)}`;
  const sent = emails.get(key) ?? 0;
  if (sent >= switches.values.emailsPerDay) return false;
  emails.set(key, sent + 1);
  return true;
}

function itemsOf(kind: string, { body }: Exchange): number {
  return kind === "POST batch" ? (batchItems(body)?.length ?? 1) : 1;
}

function wantsXml(exchange: Exchange, { switches }: AccountingContext): boolean {
  const accept = exchange.headers.accept;
  if (accept === undefined)
    return switches.values.acceptMissing === "xml" && exchange.parameters.get("format") !== "json";
  return /\bxml\b/i.test(accept) && !/json|\*\/\*/i.test(accept);
}

function encodeAnswer(
  answer: Answer,
  format: "json" | "xml",
  call: Call,
  headers: Record<string, string>,
): Reply {
  if (!("json" in answer)) {
    return {
      status: answer.status,
      headers: { ...headers, "Content-Type": answer.contentType },
      body: answer.body,
    };
  }
  if (wantsModernReport(call) && call.exchange.path.includes("/reports/"))
    headers["v3modernResponse"] = "true";
  if (format === "xml") {
    const xml = { ...headers, "Content-Type": "application/xml;charset=utf-8" };
    return { status: answer.status, headers: xml, body: jsonToXml(answer.json) };
  }
  const type = answer.isFault ? "application/json" : "application/json;charset=utf-8";
  return { status: answer.status, headers: { ...headers, "Content-Type": type }, body: answer.json };
}
