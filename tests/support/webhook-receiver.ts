import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { POST } from "#app/api/webhooks/quickbooks/route.ts";

export interface WebhookReceiver {
  readonly url: string;
  stop(): Promise<void>;
}

/** The webhook route behind a real HTTP server of this process, without Next.js around it. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) {
        if (typeof value === "string") headers.set(name, value);
      }
      POST(new Request("http://localhost/", { method: "POST", headers, body: Buffer.concat(chunks) })).then(
        (answer) => response.writeHead(answer.status).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/quickbooks`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
