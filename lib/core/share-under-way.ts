/**
 * What is under way for the key already, else what `start` begins: all who ask meanwhile share one attempt, and
 * whoever asks after its end begins another.
 */
export function shareUnderWay<Key, T>(
  underWay: Map<Key, Promise<T>>,
  key: Key,
  start: () => Promise<T>,
): Promise<T> {
  const going = underWay.get(key);
  if (going) return going;
  const begun = start().finally(() => underWay.delete(key));
  underWay.set(key, begun);
  return begun;
}
