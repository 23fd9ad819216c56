import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "./adjustment-log.ts";
import { lineRules as rules, linkRules } from "./column-rules.ts";
import { lineDetailOf, lineDetails, linkOnly } from "./line-details.ts";
import { linkedTypeOf } from "../linked-types.ts";
import type { LineRow, LinkRow } from "../mapped-record.ts";
import { readDecimal, readId, readObject, readObjects, readText } from "./read-field.ts";

interface LinesAndLinks {
  readonly lines: LineRow[];
  readonly links: LinkRow[];
}

/** Groups hold items, and no groups. What is nested deeper stays in the JSON. */
const deepestGroup = 5;

const noDetail: WireRecord = {};

/** The lines in QuickBooks' order, those of a group behind it; the header's links before the lines'. */
export function readLines(document: WireRecord, log: AdjustmentLog): LinesAndLinks {
  const into: LinesAndLinks = { lines: [], links: [] };
  addLinks(into, document, null, log);
  addLines(into, document, log, 0);
  return into;
}

function addLines(into: LinesAndLinks, holder: WireRecord, log: AdjustmentLog, depth: number): void {
  const lines = readObjects(holder, "Line", log);
  log.enter("Line");
  for (const [place, line] of lines.entries()) {
    log.enter(place);
    addLine(into, line, log, depth);
    log.leave();
  }
  log.leave();
}

function addLine(into: LinesAndLinks, line: WireRecord, log: AdjustmentLog, depth: number): void {
  const position = into.lines.length;
  const word = readText(line, "DetailType", log, rules.detailType.longest) ?? inferDetailType(line, log);
  const detailType = word ?? linkOnly;
  const kind = lineDetailOf(detailType);
  const { read } = kind;
  const key = kind.key ?? detailType;
  const detail = (word === null ? null : readObject(line, key, log)) ?? noDetail;
  const lineId = readId(line, "Id", log);
  const amount = readDecimal(line, "Amount", log, rules.amount);
  const description = readText(line, "Description", log, rules.description.longest);
  log.enter(key);
  const party = read.party(detail, log, rules.partyId);
  into.lines.push({
    position,
    lineId,
    detailType,
    amount,
    description,
    itemId: read.itemId(detail, log, rules.itemId),
    accountId: read.accountId(detail, log, rules.accountId),
    classId: read.classId(detail, log, rules.classId),
    departmentId: read.departmentId(detail, log, rules.departmentId),
    partyKind: party?.kind ?? null,
    partyId: party?.id ?? null,
    taxCodeId: read.taxCodeId(detail, log, rules.taxCodeId),
    quantity: read.quantity(detail, log, rules.quantity),
    unitPrice: read.unitPrice(detail, log, rules.unitPrice),
    side: read.side(detail, log, rules.side),
  });
  log.leave();
  addLinks(into, line, position, log);
  if (word !== "GroupLineDetail") return;
  log.enter(key);
  if (depth < deepestGroup) addLines(into, detail, log, depth + 1);
  else log.note("Line", "Nested too deeply: these lines are in the original data only.", detail, null);
  log.leave();
}

/** A line that does not say what it is, but holds the detail of one kind and links to nothing. */
function inferDetailType(line: WireRecord, log: AdjustmentLog): string | null {
  if (line["LinkedTxn"] !== undefined) return null;
  const found = Object.keys(line).find((key) => key.endsWith("Detail") && Object.hasOwn(lineDetails, key));
  if (found !== undefined)
    log.note("DetailType", "Missing: told by the detail that is there.", undefined, found);
  return found ?? null;
}

const unsaid = "Unknown";

function addLinks(
  into: LinesAndLinks,
  holder: WireRecord,
  linePosition: number | null,
  log: AdjustmentLog,
): void {
  const links = readObjects(holder, "LinkedTxn", log);
  if (links.length === 0) return;
  // A header's link has no amount of its own; a line's is the line's, noted with the line.
  const amount = linePosition === null ? null : (into.lines[linePosition]?.amount ?? null);
  log.enter("LinkedTxn");
  for (const [place, link] of links.entries()) {
    log.enter(place);
    const linkedId = readId(link, "TxnId", log);
    if (linkedId === null)
      log.note("TxnId", "Missing: the link leads nowhere and was left out.", link["TxnId"], null);
    else {
      const linkedAs = readText(link, "TxnType", log, linkRules.linkedAs.longest) ?? unsaidType(log);
      into.links.push({
        position: into.links.length,
        linePosition,
        linkedAs,
        linkedType: linkedTypeOf(linkedAs),
        linkedId,
        linkedLineId: readId(link, "TxnLineId", log),
        amount,
      });
    }
    log.leave();
  }
  log.leave();
}

function unsaidType(log: AdjustmentLog): string {
  log.note("TxnType", "Missing: what the link leads to is not said.", undefined, unsaid);
  return unsaid;
}
