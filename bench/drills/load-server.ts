// Routes of the web that hold connections, behind an HTTP server of a process of its own: webhook intake and
// the metrics. Port as argument.

import { createServer } from "node:http";

import { GET as readMetrics } from "#app/api/metrics/route.ts";
import { POST as receiveWebhook } from "#app/api/webhooks/quickbooks/route.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === "string") headers.set(name, value);
    }
    const url = "http://localhost/";
    const answering =
      request.method === "POST"
        ? receiveWebhook(new Request(url, { method: "POST", headers, body: Buffer.concat(chunks) }))
        : readMetrics(new Request(url, { headers }));
    answering.then(
      (answer) => response.writeHead(answer.status).end(),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
