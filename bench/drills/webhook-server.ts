// The webhook route behind an HTTP server of its own process, so that it can be killed like any web
// server of the application. Port as argument.

import { createServer } from "node:http";

import { POST } from "#app/api/webhooks/quickbooks/route.ts";

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
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
