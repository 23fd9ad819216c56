// Prisma's client for the models that pages and routes read and write one at a time. Synced rows are
// written by lib/store with SQL, a page of a thousand at once.

import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient, type Prisma } from "../../prisma/generated/client.ts";
import { config } from "../config/config.ts";

export type PrismaTransaction = Prisma.TransactionClient;

let shared: PrismaClient | undefined;

/** For lib/db/scope only; everything else asks a scope. */
export function prisma(): PrismaClient {
  shared ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: config().databaseUrl, max: config().databasePoolSize }),
  });
  return shared;
}

export async function closePrisma(): Promise<void> {
  const closing = shared;
  shared = undefined;
  await closing?.$disconnect();
}
