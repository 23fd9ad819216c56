// Names, addresses and numbers of people and firms who do not exist.

import type { Address } from "./blueprint.ts";
import { mix } from "./random.ts";

export const given = [
  "Ava",
  "Ben",
  "Carla",
  "Dmitri",
  "Elena",
  "Farid",
  "Grace",
  "Hiro",
  "Ingrid",
  "Jorge",
  "Kwame",
  "Lucía",
  "Mei",
  "Noah",
  "Olga",
  "Priya",
  "Quinn",
  "Rosa",
  "Sven",
  "Tariq",
  "Uma",
  "Viktor",
  "Wanda",
  "Ximena",
  "Yusuf",
  "Zoë",
];

export const family = [
  "Abbott",
  "Brown",
  "Chen",
  "Dubois",
  "Eriksson",
  "Fischer",
  "García",
  "Hughes",
  "Ito",
  "Johnson",
  "Kowalski",
  "Lee",
  "Martínez",
  "Nguyen",
  "O'Connor",
  "Patel",
  "Quispe",
  "Rossi",
  "Smith",
  "Taylor",
  "Usman",
  "Vargas",
  "Williams",
  "Xu",
  "Young",
  "Zimmermann",
];

const firms = [
  "Amber",
  "Blue",
  "Cedar",
  "Delta",
  "Eagle",
  "Falcon",
  "Golden",
  "Harbor",
  "Iron",
  "Juniper",
  "Keystone",
  "Lunar",
  "Maple",
  "North",
  "Oak",
  "Pine",
  "Quartz",
  "River",
  "Silver",
  "Tall",
];

const trades = [
  "Bakery",
  "Builders",
  "Clinic",
  "Dental",
  "Electric",
  "Foods",
  "Gallery",
  "Hardware",
  "Imports",
  "Logistics",
  "Motors",
  "Nurseries",
  "Optics",
  "Plumbing",
  "Realty",
  "Salon",
  "Textiles",
  "Vineyards",
];

const forms = ["LLC", "Inc.", "& Sons", "Co.", "Group", "Partners"];

const cities = [
  ["Bayshore", "CA", "94326"],
  ["Half Moon Bay", "CA", "94213"],
  ["Palo Alto", "CA", "94303"],
  ["Tucson", "AZ", "85719"],
  ["Middlefield", "CA", "94482"],
  ["San Pablo", "CA", "87999"],
] as const;

const streets = [
  "Finch St.",
  "Ocean Dr.",
  "Channing Ave.",
  "Court St.",
  "Easy St.",
  "Main St.",
  "Monroe Rd.",
  "Pacific Way",
];

export const entryAt = (list: readonly string[], index: number): string => list[index % list.length] ?? "";

export function address(seed: number, number: number): Address {
  const bits = mix(seed ^ 0xadd, number);
  const city = cities[bits % cities.length] ?? cities[0];
  return {
    Id: String(number + 1),
    Line1: `${1 + (bits % 9_800)} ${entryAt(streets, bits >>> 9)}`,
    City: city[0],
    CountrySubDivisionCode: city[1],
    PostalCode: city[2],
  };
}

/** A name for position n that no other n has: people for even, firms for odd. */
export function inventedName(n: number): {
  readonly display: string;
  readonly person?: readonly [string, string];
} {
  const turn = n >>> 1;
  if (n % 2 === 0) {
    const round = Math.floor(turn / (given.length * family.length));
    const person = [entryAt(given, turn), entryAt(family, Math.floor(turn / given.length))] as const;
    return { display: `${person[0]} ${person[1]}${round === 0 ? "" : ` ${round + 1}`}`, person };
  }
  const round = Math.floor(turn / (firms.length * trades.length * forms.length));
  const display = `${entryAt(firms, turn)} ${entryAt(trades, Math.floor(turn / firms.length))} ${entryAt(forms, Math.floor(turn / (firms.length * trades.length)))}`;
  return { display: round === 0 ? display : `${display} ${round + 1}` };
}

export const phone = (bits: number): { FreeFormNumber: string } => ({
  FreeFormNumber: `(${200 + (bits % 700)}) 555-${String(bits % 10_000).padStart(4, "0")}`,
});

export const mailbox = (display: string, id: number): string =>
  `${
    display
      .normalize("NFD")
      .replace(/[^A-Za-z]/g, "")
      .slice(0, 18) || "contact"
  }${id}@example.com`;
