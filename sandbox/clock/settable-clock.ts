import type { SandboxClock } from "../company/company.ts";

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** setTimeout takes at most 2^31-1 ms; a later alarm is looked at again when this much has passed. */
const longestWaitMs = 86_400_000;

/**
 * The sandbox's clock. It runs with real time plus a shift that control may change, and it owns every
 * timer of the sandbox, so that moving it six hours ahead rings what was due in those six hours.
 */
export class SettableClock implements SandboxClock {
  #shiftMs = 0;
  #alarms: Alarm[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  now(): number {
    return Date.now() + this.#shiftMs;
  }

  set(atMs: number): void {
    this.#shiftMs = atMs - Date.now();
    this.#ringDue();
  }

  advance(ms: number): void {
    this.#shiftMs += ms;
    this.#ringDue();
  }

  /** Calls `ring` once when the clock has moved on by `ms`; the returned function calls it off. */
  after(ms: number, ring: () => void): () => void {
    const alarm: Alarm = { atMs: this.now() + Math.max(0, ms), ring };
    const place = this.#alarms.findIndex((other) => other.atMs > alarm.atMs);
    this.#alarms.splice(place === -1 ? this.#alarms.length : place, 0, alarm);
    this.#arm();
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#alarms = [];
    clearTimeout(this.#timer);
  }

  #ringDue(): void {
    // Alarms set while ringing wait for the next look, so that one that sets itself anew cannot spin.
    const now = this.now();
    const due = this.#alarms.filter((alarm) => alarm.atMs <= now);
    this.#alarms = this.#alarms.filter((alarm) => alarm.atMs > now);
    for (const alarm of due) alarm.ring();
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#alarms[0];
    if (next === undefined || this.#stopped) return;
    const waitMs = Math.min(Math.max(0, next.atMs - this.now()), longestWaitMs);
    this.#timer = setTimeout(() => this.#ringDue(), waitMs);
    this.#timer.unref();
  }
}
