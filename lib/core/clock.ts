/** Where code that depends on the time gets it, so that a test can hold the hands. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
