import { switchCatalogue, type SwitchName, type SwitchValues } from "./switch-catalogue.ts";
import type { Switch } from "./switch-kinds.ts";

const catalogue: Readonly<Record<string, Switch | undefined>> = switchCatalogue;

function initialValues(): SwitchValues {
  const entries = Object.entries(switchCatalogue).map(([name, entry]) => [name, entry.initially] as const);
  // The catalogue is where the type of the values comes from, so its own defaults have that type.
  return Object.fromEntries(entries) as unknown as SwitchValues;
}

/** The switches as they stand. Handlers read `values` at each request, so a change holds from the next one on. */
export class Switchboard {
  #values = initialValues();

  get values(): Readonly<SwitchValues> {
    return this.#values;
  }

  /** Sets all or none. Returns one sentence per name or value that is not allowed. */
  set(changes: Readonly<Record<string, unknown>>): readonly string[] {
    const complaints = Object.entries(changes).flatMap(([name, value]) => complaint(name, value) ?? []);
    if (complaints.length === 0) this.#values = { ...this.#values, ...changes };
    return complaints;
  }

  reset(): void {
    this.#values = initialValues();
  }

  describe(): Record<string, Switch & { readonly value: SwitchValues[SwitchName] }> {
    const names = Object.keys(switchCatalogue) as SwitchName[];
    return Object.fromEntries(
      names.map((name) => [name, { ...switchCatalogue[name], value: this.#values[name] }]),
    );
  }
}

function complaint(name: string, value: unknown): string | undefined {
  const entry = catalogue[name];
  if (entry === undefined) return `There is no switch called ${name}.`;
  if (entry.kind === "flag") return typeof value === "boolean" ? undefined : `${name} is true or false.`;
  if (entry.kind === "amount") {
    const isFit = typeof value === "number" && Number.isFinite(value) && value >= entry.least;
    return isFit ? undefined : `${name} is a number from ${entry.least}.`;
  }
  const isOption = typeof value === "string" && entry.options.includes(value);
  return isOption ? undefined : `${name} is one of ${entry.options.join(", ")}.`;
}
