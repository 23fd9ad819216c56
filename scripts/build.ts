// `npm run build`: the pages, when anything in them has changed.

import { buildWeb } from "./stack/build-web.ts";

await buildWeb().catch((thrown: unknown) => {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exit(1);
});
