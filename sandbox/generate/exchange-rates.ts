/** A made-up but smooth market: dollars per unit of each currency, on a day. */
const markets: Readonly<Record<string, readonly [level: number, swing: number]>> = {
  EUR: [1.0921, 0.061],
  GBP: [1.2744, 0.083],
  CAD: [0.7352, 0.031],
  AUD: [0.6611, 0.037],
  JPY: [0.006812, 0.0006],
};

/** Home currency per unit of a currency, with six decimals as Intuit gives them. */
export function exchangeRateOn(currency: string, day: number, home: string): number {
  if (currency === home) return 1;
  return toSixDecimals(dollarsOn(currency, day) / dollarsOn(home, day));
}

function dollarsOn(currency: string, day: number): number {
  const market = markets[currency];
  if (market === undefined) return 1;
  const [level, swing] = market;
  return toSixDecimals(level + swing * Math.sin(day / 61) + 0.2 * swing * Math.sin(day / 7.3));
}

const toSixDecimals = (rate: number): number => Math.round(rate * 1_000_000) / 1_000_000;
