import {
  readDecimal,
  readObject,
  readObjects,
  readText,
  requireText,
} from "../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import { lineDetails, unknownDetail } from "./line-details.ts";
import { linkedTypeOf } from "./linked-types.ts";
import type { LineRow, LinkRow } from "./mapped-record.ts";

interface LinesAndLinks {
  readonly lines: LineRow[];
  readonly links: LinkRow[];
}

/**
 * Lines that only apply a payment to something have no DetailType in Intuit's JSON, just the link: their
 * row carries the name of the field that makes them.
 */
const linkOnly = "LinkedTxn";

const noDetail: WireRecord = {};

/** The lines in QuickBooks' order, those of a group behind it; the header's links before the lines'. */
export function readLines(document: WireRecord): LinesAndLinks {
  const into: LinesAndLinks = { lines: [], links: [] };
  addLinks(into, document, null);
  for (const line of readObjects(document, "Line")) addLine(into, line);
  return into;
}

function addLine(into: LinesAndLinks, line: WireRecord): void {
  const position = into.lines.length;
  const word = readText(line, "DetailType");
  const detailType = word ?? linkOnly;
  const columns =
    (Object.hasOwn(lineDetails, detailType) ? lineDetails[detailType] : undefined) ?? unknownDetail;
  const detail = (word === null ? null : readObject(line, columns.key ?? word)) ?? noDetail;
  const party = columns.party(detail);
  into.lines.push({
    position,
    lineId: readText(line, "Id"),
    detailType,
    amount: readDecimal(line, "Amount"),
    description: readText(line, "Description"),
    itemId: columns.itemId(detail),
    accountId: columns.accountId(detail),
    classId: columns.classId(detail),
    departmentId: columns.departmentId(detail),
    partyKind: party?.kind ?? null,
    partyId: party?.id ?? null,
    taxCodeId: columns.taxCodeId(detail),
    quantity: columns.quantity(detail),
    unitPrice: columns.unitPrice(detail),
    side: columns.side(detail),
  });
  addLinks(into, line, position);
  if (word === "GroupLineDetail") for (const member of readObjects(detail, "Line")) addLine(into, member);
}

function addLinks(into: LinesAndLinks, holder: WireRecord, linePosition: number | null): void {
  for (const link of readObjects(holder, "LinkedTxn")) {
    const linkedAs = requireText(link, "TxnType");
    into.links.push({
      position: into.links.length,
      linePosition,
      linkedAs,
      linkedType: linkedTypeOf(linkedAs),
      linkedId: requireText(link, "TxnId"),
      linkedLineId: readText(link, "TxnLineId"),
      // A header's link has no amount of its own; a line's is the line's.
      amount: linePosition === null ? null : readDecimal(holder, "Amount"),
    });
  }
}
