// Attachments can be asked for by the record that they hang on: `AttachableRef.EntityRef.Type = 'Invoice' AND
// AttachableRef.EntityRef.value = '130'`. Both conditions are about one and the same record.

import type { WireObject } from "../company/company.ts";
import { compileComparison } from "./compare-rows.ts";
import type { Comparison } from "./parse-query.ts";

const beginning = "attachableref.entityref.";

export const isAboutAttachedRecord = (property: string): boolean =>
  property.toLowerCase().startsWith(beginning);

/** Undefined when the statement names no record. */
export function attachedRecordTest(
  where: readonly Comparison[],
  nowMs: number,
): ((row: WireObject) => boolean) | undefined {
  const tests = where
    .filter(({ property }) => isAboutAttachedRecord(property))
    .map((comparison) =>
      // Stored as {"EntityRef":{"value":"130","type":"Invoice"}}, whatever case the statement has.
      compileComparison(
        { ...comparison, property: `EntityRef.${comparison.property.slice(beginning.length).toLowerCase()}` },
        nowMs,
      ),
    );
  if (tests.length === 0) return undefined;
  return (row) => {
    const links: unknown = row["AttachableRef"];
    return Array.isArray(links) && links.some((link: object) => tests.every((test) => test(link)));
  };
}
