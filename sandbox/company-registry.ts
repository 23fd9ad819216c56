import type { Company, CompanyEvent, CompanySpec, OpenCompany, SandboxClock } from "./company/company.ts";
import { seededRandom } from "./seeded-random.ts";

/** Ids that real sandbox companies begin with. */
const realmBeginnings = ["462081636", "913035784", "934145390"] as const;

export interface OpenedCompany {
  readonly spec: CompanySpec;
  readonly company: Company;
}

export interface NewCompany {
  readonly size: CompanySpec["size"];
  readonly seed: number;
  readonly profile?: CompanySpec["profile"];
  readonly realmId?: string;
}

/** The companies of the sandbox, in the order of their making. The same seed and place give the same realm id. */
export class CompanyRegistry {
  readonly #open: OpenCompany;
  readonly #clock: SandboxClock;
  readonly #companies = new Map<string, OpenedCompany>();
  readonly #listeners: ((event: CompanyEvent) => void)[] = [];

  constructor(open: OpenCompany, clock: SandboxClock) {
    this.#open = open;
    this.#clock = clock;
  }

  create({ size, seed, profile, realmId }: NewCompany): OpenedCompany {
    const index = this.#companies.size;
    const spec: CompanySpec = {
      realmId: realmId ?? this.#unusedRealmId(seed, index),
      seed: seed + index,
      index,
      size,
      ...(profile === undefined ? {} : { profile }),
    };
    const opened = { spec, company: this.#open(spec, this.#clock) };
    this.#companies.set(spec.realmId, opened);
    opened.company.onEvent((event) => {
      for (const listener of this.#listeners) listener(event);
    });
    return opened;
  }

  get(realmId: string): OpenedCompany | undefined {
    return this.#companies.get(realmId);
  }

  list(): readonly OpenedCompany[] {
    return [...this.#companies.values()];
  }

  /** Events of all companies, those made later included. */
  onEvent(listener: (event: CompanyEvent) => void): void {
    this.#listeners.push(listener);
  }

  #unusedRealmId(seed: number, index: number): string {
    const random = seededRandom(seed * 1009 + index);
    for (;;) {
      const beginning = realmBeginnings[index % realmBeginnings.length] ?? realmBeginnings[0];
      const ending = String(Math.floor(random() * 1e10)).padStart(10, "0");
      const realmId = `${beginning}${ending}`;
      if (!this.#companies.has(realmId)) return realmId;
    }
  }
}
