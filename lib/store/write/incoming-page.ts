import type { PreparedRecord } from "./prepare-record.ts";

/** One answer's records of a type, with as little done to each as telling "unchanged" needs. */
export interface IncomingPage {
  /** In the order of the answer. "" where even the Id could not be read. */
  readonly sourceIds: readonly string[];
  /** Over everything that QuickBooks sent, see lib/mapping/identity/fingerprint. */
  readonly contentHashes: readonly string[];
  /** Makes the rows of the records at these places, or says why they cannot be made. */
  readonly prepare: (places: readonly number[]) => PreparedPage;
  /** Intuit's JSON of the record at a place. */
  readonly json: (place: number) => string;
  /** Once it is committed: gives back the memory behind it. Nothing of it can be read or made any more. */
  readonly free: () => void;
}

export interface PreparedPage {
  readonly records: readonly PreparedRecord[];
  readonly unreadable: readonly UnreadableRecord[];
}

export interface UnreadableRecord {
  readonly sourceId: string;
  readonly reason: string;
  /** Names the field, never its value. */
  readonly detail: string;
  /** Intuit's JSON. */
  readonly json: string;
}

/** The part of a page from one place up to, not including, another. */
export function slicePage(page: IncomingPage, from: number, to: number): IncomingPage {
  return {
    sourceIds: page.sourceIds.slice(from, to),
    contentHashes: page.contentHashes.slice(from, to),
    prepare: (places) => page.prepare(places.map((place) => place + from)),
    json: (place) => page.json(place + from),
    free: page.free,
  };
}
