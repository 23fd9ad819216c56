/** The row with the selected members only; a path (`MetaData.CreateTime`) keeps its nesting. */
export function projectRow(row: object, selected: readonly string[]): object {
  const projected: Record<string, unknown> = {};
  for (const path of selected) {
    const steps = path.split(".");
    let from: unknown = row;
    for (const step of steps)
      from = typeof from === "object" && from !== null ? Reflect.get(from, step) : undefined;
    if (from === undefined) continue;
    let into = projected;
    for (const step of steps.slice(0, -1)) {
      const inner = into[step];
      const next = typeof inner === "object" && inner !== null ? { ...inner } : {};
      into[step] = next;
      into = next;
    }
    into[steps.at(-1) ?? path] = from;
  }
  return projected;
}
