import { z } from "zod";

import type { Rig } from "../rig/start-rig.ts";

/** What the other sides of the comparison print about themselves, in one line behind their name. */
const side = z.object({
  records: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakRssMb: z.number(),
});

export type Side = z.infer<typeof side>;

/** @throws with its last lines when it fails. */
export async function runSide(
  rig: Rig,
  name: "floor" | "usual",
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Side> {
  const running = rig.run(name, args, environment);
  const { code } = await running.ended;
  const lines = running.lastLines().split("\n");
  const figures = lines.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  if (code !== 0 || figures === undefined) throw new Error(`${name} failed:\n${running.lastLines()}`);
  return side.parse(JSON.parse(figures));
}
