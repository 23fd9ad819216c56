import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "..");

export function inProject(...parts: readonly string[]): string {
  return path.join(projectRoot, ...parts);
}
