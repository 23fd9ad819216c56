// Prisma's schema engine as the WebAssembly package that comes from npm. The command-line tool would
// download a native engine on first use and fail on a machine without internet; this one applies the
// same standard migrations and keeps the same _prisma_migrations table.

import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { MigrationList, SchemaContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";

import { connectMs, migrationLockMs } from "#lib/db/work-limits.ts";
import { inProject } from "../project-root.ts";

const { SchemaEngine, __wbg_set_wasm } = engineBindings;
type SchemaEngineInstance = Awaited<ReturnType<typeof SchemaEngine.new>>;

const schemaFolder = inProject("prisma", "schema");
const migrationsFolder = inProject("prisma", "migrations");
const noFilter = { externalTables: [], externalEnums: [] };

interface SharedEngine {
  loaded?: Promise<void>;
  /** The latest run: the next begins behind it. */
  last: Promise<unknown>;
}

declare global {
  // The engine's memory belongs to its package, of which a process has one, whatever loads this file twice.
  var tieoutSchemaEngine: SharedEngine | undefined;
}

function sharedEngine(): SharedEngine {
  return (globalThis.tieoutSchemaEngine ??= { last: Promise.resolve() });
}

async function loadEngine(): Promise<void> {
  sharedEngine().loaded ??= (async () => {
    const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const bytes = await readFile(path.join(path.dirname(file), "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, {
      "./schema_engine_bg.js": withoutLingeringTimers(engineBindings),
    });
    __wbg_set_wasm(instance.exports);
    const start = instance.exports["__wbindgen_start"];
    if (typeof start === "function") Reflect.apply(start, undefined, []);
  })();
  return sharedEngine().loaded;
}

/** The engine leaves a timer of ten seconds behind each lock, for which a process would wait at its end. */
function withoutLingeringTimers(bindings: object): WebAssembly.ModuleImports {
  const unreferenced = (work: () => void, delayMs: number) => setTimeout(work, delayMs >>> 0).unref();
  return Object.fromEntries(
    Object.entries(bindings).map(([name, value]: [string, unknown]) => [
      name,
      name.startsWith("__wbg_setTimeout_") ? unreferenced : value,
    ]),
  ) as WebAssembly.ModuleImports;
}

/** The engine leaves its connections open, so they come from a pool of ours that is closed behind it. */
function withEngine<T>(databaseUrl: string, work: (engine: SchemaEngineInstance) => Promise<T>): Promise<T> {
  const shared = sharedEngine();
  const mine = shared.last.then(() => runEngine(databaseUrl, work));
  shared.last = mine.catch(() => undefined);
  return mine;
}

async function runEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngineInstance) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: connectMs,
    lock_timeout: migrationLockMs,
  });
  try {
    const engine = await SchemaEngine.new(
      { datamodels: (await readSchemaFiles()).map((file) => [file.path, file.content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool)),
    );
    return await work(engine).finally(() => engine.free());
  } finally {
    await pool.end();
  }
}

export async function readSchemaFiles(): Promise<SchemaContainer[]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(schemaFolder, name),
      content: await readFile(path.join(schemaFolder, name), "utf8"),
    })),
  );
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsFolder,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(path.join(migrationsFolder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(migrationsFolder, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** Applies what is missing and returns the names of the migrations applied now. */
export async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: noFilter,
    });
    return appliedMigrationNames;
  });
}

/** SQL that leads from an earlier state of the schema (null: nothing) to the one in the folder. */
export async function diffSchema(from: SchemaContainer[] | null, databaseUrl: string): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const result = await engine.diff({
      from: from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: from },
      to: { tag: "schemaDatamodel", files: await readSchemaFiles() },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return result.stdout ?? "";
  });
}
