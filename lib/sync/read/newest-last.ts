/** What tells two versions of a record apart. */
export interface Version {
  /** "" where it could not be read. */
  readonly sourceId: string;
  readonly sourceUpdatedAt: Date | null;
  readonly syncToken: number;
}

/**
 * The same items, those of one record so that its newest version comes last, for that is the one that
 * counts. Intuit shows a record twice when it changes while it is read, in either order.
 */
export function newestLast<Item>(
  items: readonly Item[],
  versionOf: (item: Item) => Version,
): readonly Item[] {
  const ids = items.map((item) => versionOf(item).sourceId).filter((id) => id !== "");
  if (new Set(ids).size === ids.length) return items;
  const placesOf = new Map<string, number[]>();
  items.forEach((item, place) => {
    const { sourceId } = versionOf(item);
    if (sourceId === "") return;
    const places = placesOf.get(sourceId);
    if (places) places.push(place);
    else placesOf.set(sourceId, [place]);
  });
  const ordered = [...items];
  for (const places of placesOf.values()) {
    if (places.length === 1) continue;
    const versions = places.flatMap((place) => items.slice(place, place + 1));
    versions.sort((left, right) => compare(versionOf(left), versionOf(right)));
    versions.forEach((version, index) => {
      const place = places[index];
      if (place !== undefined) ordered[place] = version;
    });
  }
  return ordered;
}

/** Without a time is older than any with one. */
function compare(left: Version, right: Version): number {
  const byTime = (left.sourceUpdatedAt?.getTime() ?? 0) - (right.sourceUpdatedAt?.getTime() ?? 0);
  return byTime === 0 ? left.syncToken - right.syncToken : byTime;
}

/** For comparing alone: what is no number counts as none. */
export function tokenOf(record: Readonly<Record<string, unknown>> | null): number {
  const sent = record?.["SyncToken"];
  const token = typeof sent === "string" || typeof sent === "number" ? Number(sent) : 0;
  return Number.isFinite(token) ? token : 0;
}
