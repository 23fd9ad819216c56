import type { Browser, Page } from "@playwright/test";

import { connectAndSync } from "#scripts/demo/connect-and-sync.ts";
import { demoPassword, demoPeople } from "#scripts/stack/demo-people.ts";
import { SandboxDriver } from "#scripts/driver/sandbox-driver.ts";
import { TieoutDriver } from "#scripts/driver/tieout-driver.ts";
import { appUrl, sandboxUrl } from "./running-stack.ts";
import { signInAs } from "./sign-in-as.ts";

export interface ConnectedCompany {
  readonly id: string;
  readonly realmId: string;
  readonly name: string;
  readonly url: string;
}

/**
 * The sandbox's company of that place, connected and read. Whoever asks first connects it; the files share
 * it, and after a failure Playwright goes on in a new process, which comes by here again.
 */
export async function aCompany(place: number): Promise<ConnectedCompany> {
  const driver = await ownerWithoutScreen();
  const company = (await new SandboxDriver(sandboxUrl()).listCompanies())[place];
  if (!company) throw new Error(`The sandbox has no company number ${place}.`);
  const { realmId, name } = company;
  const known = (await driver.listCompanies()).companies.find((each) => each.name === name);
  const id = known?.id ?? (await connectAndSync(driver, realmId, 120_000, () => undefined)).companyId;
  return { id, realmId, name, url: `${appUrl()}/companies/${id}` };
}

/** As {@link aCompany}, with a browser in which the firm's owner is signed in. */
export async function aCompanyOnScreen(
  browser: Browser,
  place: number,
): Promise<{ readonly company: ConnectedCompany; readonly page: Page }> {
  const company = await aCompany(place);
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, demoPeople.owner);
  return { company, page };
}

export async function ownerWithoutScreen(): Promise<TieoutDriver> {
  const driver = new TieoutDriver(appUrl());
  await driver.signIn(demoPeople.owner.email, demoPassword);
  return driver;
}
