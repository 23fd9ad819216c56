// Every route handler and page of the application with what it declares, found by walking app/: one that
// is added tomorrow is walked without anybody thinking of it.

import { readdir } from "node:fs/promises";
import path from "node:path";

import type { Access } from "#lib/http/access.ts";
import type { PageContract } from "#lib/http/page-input.ts";
import type { RouteContract, RouteHandler } from "#lib/http/route.ts";

const appFolder = path.resolve(import.meta.dirname, "../../app");
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

type Handler = (
  request: Request,
  context: { readonly params: Promise<Record<string, string>> },
) => Promise<Response>;

export interface WalkedRoute {
  /** "POST /api/quickbooks/connect" */
  readonly name: string;
  readonly method: string;
  /** As the folders are called: "/api/companies/[companyId]". */
  readonly path: string;
  readonly handler: Handler;
  /** Null: nothing is declared. */
  readonly access: Access | null;
  /** Null: not made with `route`, so it reads its request by itself. */
  readonly contract: RouteContract | null;
  /** Null as the contract. */
  readonly answerKey: RouteHandler["answerKey"] | null;
}

export interface WalkedPage {
  readonly contract: PageContract | null;
  readonly path: string;
  readonly access: (Access & { readonly path?: string }) | null;
}

export async function walkRoutes(): Promise<readonly WalkedRoute[]> {
  const routes: WalkedRoute[] = [];
  for (const file of await filesCalled("route.ts")) {
    const exported = await load(file);
    for (const method of methods) {
      const handler = exported[method];
      if (typeof handler !== "function") continue;
      const address = addressOf(file);
      /* What is exported under a method's name is a handler, or Next.js would refuse it. */
      routes.push({
        name: `${method} ${address}`,
        method,
        path: address,
        handler: handler as Handler,
        access: accessOf(handler),
        contract: contractOf(handler),
        answerKey: answerKeyOf(handler),
      });
    }
  }
  return routes;
}

export async function walkPages(): Promise<readonly WalkedPage[]> {
  const files = await filesCalled("page.tsx");
  return Promise.all(
    files.map(async (file) => {
      const { default: page } = await load(file);
      return { path: addressOf(file), access: accessOf(page), contract: contractOf(page) };
    }),
  );
}

async function filesCalled(name: string): Promise<readonly string[]> {
  const entries = await readdir(appFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(file)) as Readonly<Record<string, unknown>>;
}

/** Folders in parentheses only group. */
function addressOf(file: string): string {
  const folders = path.relative(appFolder, path.dirname(file)).split(path.sep);
  return `/${folders.filter((folder) => folder !== "" && !/^\(.*\)$/.test(folder)).join("/")}`;
}

function contractOf(handler: unknown): RouteContract | null {
  if (typeof handler !== "function" || !("contract" in handler)) return null;
  /* Only `route` and `page` put one there. */
  return handler.contract as RouteContract;
}

function answerKeyOf(handler: unknown): RouteHandler["answerKey"] | null {
  if (typeof handler !== "function" || !("answerKey" in handler)) return null;
  /* Only `route` puts one there. */
  return handler.answerKey as RouteHandler["answerKey"];
}

function accessOf(handler: unknown): Access | null {
  if (typeof handler !== "function" || !("access" in handler)) return null;
  const { access } = handler;
  const declared =
    typeof access === "object" &&
    access !== null &&
    (("public" in access && typeof access.public === "string") ||
      ("account" in access && typeof access.account === "string") ||
      ("roles" in access && Array.isArray(access.roles)));
  /* Its shape was just looked at; what the roles are called is compared by the test. */
  return declared ? (access as Access) : null;
}
