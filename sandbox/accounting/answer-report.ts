import { faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";

/** GET …/reports/{Name}: the books' own JSON without an envelope. `testing_migration` asks for the 2026 layout. */
export function answerReport(name: string, call: Call): AccountingReply {
  const { exchange, company, nowMs } = call;
  const parameters = new Map(exchange.parameters);
  if (wantsModernReport(call)) parameters.set("testing_migration", "true");
  const report = company.report(name, parameters);
  if (isFault(report)) return faultReply(report, nowMs);
  return { status: 200, json: JSON.stringify(report), isFault: false };
}

export function wantsModernReport({ exchange, switches }: Pick<Call, "exchange" | "switches">): boolean {
  return switches.reportLayout === "2026" || exchange.parameters.has("testing_migration");
}

type ReportFault = Extract<ReturnType<Call["company"]["report"]>, { kind: "fault" }>;

function isFault(report: object): report is ReportFault {
  return "kind" in report && report.kind === "fault";
}
