/** How far a run was at a moment. */
export interface ProgressSample {
  readonly atMs: number;
  readonly seen: number;
}

export interface ProgressEstimate {
  /** Records a second over the last samples; null until two of them differ in time. */
  readonly perSecond: number | null;
  /** Null while the rate or the whole is unknown, or nothing moves. */
  readonly leftMs: number | null;
}

const keptMs = 20_000;

/** Keeps what is needed to estimate: the last twenty seconds. A run that started over starts anew. */
export function addSample(
  samples: readonly ProgressSample[],
  next: ProgressSample,
): readonly ProgressSample[] {
  const last = samples.at(-1);
  if (last && next.seen < last.seen) return [next];
  if (last && next.atMs <= last.atMs) return samples;
  return [...samples.filter(({ atMs }) => next.atMs - atMs <= keptMs), next];
}

export function estimateProgress(
  samples: readonly ProgressSample[],
  expected: number | null,
): ProgressEstimate {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.atMs === first.atMs) return { perSecond: null, leftMs: null };
  const perSecond = ((last.seen - first.seen) / (last.atMs - first.atMs)) * 1000;
  const left = expected === null ? null : Math.max(0, expected - last.seen);
  return { perSecond, leftMs: left === null || perSecond <= 0 ? null : (left / perSecond) * 1000 };
}
