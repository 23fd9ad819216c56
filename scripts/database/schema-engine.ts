// Prisma's schema engine as the WebAssembly package that comes from npm. The command-line tool would
// download a native engine on first use and fail on a machine without internet; this one applies the
// same standard migrations and keeps the same _prisma_migrations table.

import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type {
  MigrationList,
  SchemaContainer,
  SchemaEngine as SchemaEngineInstance,
} from "@prisma/schema-engine-wasm";

const { SchemaEngine, __wbg_set_wasm } = engineBindings;

export const projectRoot = path.resolve(import.meta.dirname, "../..");
const schemaFolder = path.join(projectRoot, "prisma/schema");
const migrationsFolder = path.join(projectRoot, "prisma/migrations");
const noFilter = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

async function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const bytes = await readFile(path.join(path.dirname(file), "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, {
      "./schema_engine_bg.js": engineBindings as unknown as WebAssembly.ModuleImports,
    });
    __wbg_set_wasm(instance.exports);
    const start = instance.exports["__wbindgen_start"];
    if (typeof start === "function") Reflect.apply(start, undefined, []);
  })();
  return loaded;
}

async function engineFor(databaseUrl: string): Promise<SchemaEngineInstance> {
  await loadEngine();
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  return SchemaEngine.new(
    { datamodels: (await readSchemaFiles()).map((file) => [file.path, file.content]) },
    () => undefined,
    factory,
  );
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
  const engine = await engineFor(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: noFilter,
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/** SQL that leads from an earlier state of the schema (null: nothing) to the one in the folder. */
export async function diffSchema(from: SchemaContainer[] | null, databaseUrl: string): Promise<string> {
  const engine = await engineFor(databaseUrl);
  try {
    const result = await engine.diff({
      from: from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: from },
      to: { tag: "schemaDatamodel", files: await readSchemaFiles() },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return result.stdout ?? "";
  } finally {
    engine.free();
  }
}
