// A chat tool for the demo: takes what an incoming webhook takes, and writes it into a log.

import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";

export interface DemoChat {
  readonly url: string;
  /** For ALERT_WEBHOOK_HOSTS: firms' webhooks reach this machine only where the operator says so. */
  readonly host: string;
  stop(): Promise<void>;
}

const mostBytes = 64 * 1024;

export async function startDemoChat(port: number, logFile: string): Promise<DemoChat> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/hooks/")) {
      response.writeHead(404).end();
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) request.destroy();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      appendFile(logFile, `${new Date().toISOString()} ${Buffer.concat(chunks).toString("utf8")}\n`).then(
        () => response.writeHead(200).end("ok"),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${port}`;
  return {
    url: `http://${host}/hooks/demo`,
    host,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
