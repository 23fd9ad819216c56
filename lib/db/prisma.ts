// Prisma's client for the models that pages and routes read and write one at a time. Synced rows are
// written by lib/store with SQL, a page of a thousand at once.

import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";

import { PrismaClient, type Prisma } from "#prisma/generated/client.ts";
import { applicationPool } from "./pool.ts";

export type { Prisma };
export type PrismaTransaction = Prisma.TransactionClient;

let shared: { readonly client: PrismaClient; readonly on: pg.Pool } | undefined;

/** For lib/db/scope only; everything else asks a scope. */
export function prisma(): PrismaClient {
  // On the process's own connections: a pool of its own would come on top of them.
  const on = applicationPool();
  if (shared?.on !== on) shared = { on, client: new PrismaClient({ adapter: new PrismaPg(on) }) };
  return shared.client;
}

export async function closePrisma(): Promise<void> {
  const closing = shared;
  shared = undefined;
  await closing?.client.$disconnect();
}
