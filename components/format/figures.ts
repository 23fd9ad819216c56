const counts = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** 48201 → "48,201". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** For an axis: 48201 → "48.2K". */
export function formatCompact(count: number): string {
  return compact.format(count);
}

/** A share from 0 to 1 → "98.7%". All but all is never shown as 100%, nor next to nothing as 0%. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 99.9 && percent < 100) return "99.9%";
  if (percent > 0 && percent < 0.1) return "0.1%";
  return `${Number.isInteger(percent) ? String(percent) : percent.toFixed(1)}%`;
}

/** "1 record", "2 records"; "0 companies" with an irregular plural given. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
