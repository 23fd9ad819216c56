import pMap from "p-map";

/**
 * Runs `work` on all items, at most `width` at a time. The first failure stops further items from being
 * started, and is thrown once those under way have ended: nothing works on behind the caller's back.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  // p-map itself rejects at the first failure while others are under way, or starts all the same.
  const workUnlessFailed = async (item: Item): Promise<void> => {
    if (failures.length > 0) return;
    try {
      await work(item);
    } catch (thrown) {
      failures.push(thrown);
    }
  };
  await pMap(items, workUnlessFailed, { concurrency: width });
  if (failures.length > 0) throw failures[0];
}
