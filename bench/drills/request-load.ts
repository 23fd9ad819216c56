// People who look at things, one request after the other, while something is broken on purpose.

import { setTimeout as sleep } from "node:timers/promises";

export interface LoadAnswer {
  readonly path: string;
  /** 0 when there was none. */
  readonly status: number;
  readonly ms: number;
  /** By performance.now(). */
  readonly endedAt: number;
  /** Whether a refusal said when to come again. */
  readonly hasRetryAfter: boolean;
}

export interface RequestLoad {
  readonly answers: readonly LoadAnswer[];
  /** How many got no answer at all before that moment. */
  unansweredBefore(moment: number): number;
  /** Resolves when the last request has been answered. */
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** Each of `people`, by cookie, asks for each of the paths in turn. */
export function startLoad(url: string, people: readonly string[], paths: readonly string[]): RequestLoad {
  const answers: LoadAnswer[] = [];
  let isOver = false;
  const isStopped = (): boolean => isOver;
  const asking = people.map(async (cookie, index) => {
    for (let count = index; !isStopped(); count += 1) {
      const answer = await ask(url, paths[count % paths.length] ?? "/", cookie);
      answers.push(answer);
      await sleep(answer.status === 200 ? 20 : 200);
    }
  });
  return {
    answers,
    unansweredBefore: (moment) =>
      answers.filter(({ status, endedAt }) => status === 0 && endedAt < moment).length,
    stop: async () => {
      isOver = true;
      await Promise.all(asking);
    },
  };
}

async function ask(url: string, path: string, cookie: string): Promise<LoadAnswer> {
  const startedAt = performance.now();
  const done = (status: number, hasRetryAfter: boolean): LoadAnswer => ({
    path,
    status,
    hasRetryAfter,
    ms: performance.now() - startedAt,
    endedAt: performance.now(),
  });
  try {
    const response = await fetch(url + path, {
      headers: { cookie },
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.arrayBuffer();
    return done(response.status, response.headers.has("retry-after"));
  } catch {
    return done(0, false);
  }
}
