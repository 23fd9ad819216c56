import { NextRequest } from "next/server";
import { expect, test } from "vitest";

import { POST } from "#app/api/auth/[...nextauth]/route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";

test("a form for signing in that is far too long is refused before it is read whole", async () => {
  setTestEnvironment({ databaseUrl: "postgres://nobody:nothing@127.0.0.1:9/none" });
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  const request = new NextRequest("http://localhost:3000/api/auth/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: endless,
    duplex: "half",
  });
  const answer = await POST(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
  expect(answer.status).toBe(413);
  expect(sent).toBeLessThan(64 * 1024);
});
