// Every page of the application with an address to visit it at, read from the folder: a page that is added
// is visited without anybody thinking of it.

import { glob } from "node:fs/promises";

import { inProject } from "#scripts/project-root.ts";

/** Values for the steps in brackets. */
export type PageParams = Readonly<Record<string, string>>;

export interface PageToVisit {
  /** For file names: "companies-companyid-records". */
  readonly name: string;
  readonly path: string;
}

/** @throws when a page has a step in brackets for which there is no value. */
export async function listPages(params: PageParams): Promise<readonly PageToVisit[]> {
  const pages: PageToVisit[] = [];
  for await (const file of glob("**/page.tsx", { cwd: inProject("app") })) {
    const steps = file
      .split("/")
      .slice(0, -1)
      .filter((step) => !/^\(.*\)$/.test(step));
    const path = `/${steps.map((step) => fillIn(step, params, file)).join("/")}`;
    const name = steps
      .join("-")
      .replaceAll(/[^\w-]/g, "")
      .toLowerCase();
    pages.push({ name: name === "" ? "companies" : name, path });
  }
  return pages.toSorted((one, other) => one.path.localeCompare(other.path));
}

function fillIn(step: string, params: PageParams, file: string): string {
  const param = /^\[(\w+)\]$/.exec(step)?.[1];
  if (param === undefined) return step;
  const value = params[param];
  if (value === undefined) throw new Error(`app/${file} has a [${param}] that nothing here gives a value.`);
  return value;
}
