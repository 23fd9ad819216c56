/** What became of the records of a page, a step or a run. */
export interface RecordCounts {
  readonly created: number;
  /** A person's edit, void or a return from deletion: the earlier version is kept. */
  readonly changed: number;
  /** Only figures that QuickBooks derives have moved. */
  readonly derivedOnly: number;
  /** Equal to what is stored, or older. */
  readonly unchanged: number;
  readonly deleted: number;
  readonly failed: number;
}

export const noCounts: RecordCounts = {
  created: 0,
  changed: 0,
  derivedOnly: 0,
  unchanged: 0,
  deleted: 0,
  failed: 0,
};

/** A new object; neither of the two is changed. */
export function addCounts(left: RecordCounts, right: RecordCounts): RecordCounts {
  return {
    created: left.created + right.created,
    changed: left.changed + right.changed,
    derivedOnly: left.derivedOnly + right.derivedOnly,
    unchanged: left.unchanged + right.unchanged,
    deleted: left.deleted + right.deleted,
    failed: left.failed + right.failed,
  };
}
