// Money inside the sandbox is a whole number of cents, so that sums are exact; on the wire it is a JSON number.

/** Half away from zero. The tiny addend undoes binary fractions such as 1.005 = 1.00499…. */
export const roundHalfUp = (value: number): number =>
  value < 0 ? -Math.floor(-value + 0.5 + 1e-7) : Math.floor(value + 0.5 + 1e-7);

export const toCents = (amount: number): number => roundHalfUp(amount * 100) + 0;

export const fromCents = (cents: number): number => cents / 100 + 0;

/** A share of an amount of cents, rounded to whole cents. */
export const scaleCents = (cents: number, factor: number): number => roundHalfUp(cents * factor) + 0;
