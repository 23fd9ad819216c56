import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ChatReceiver {
  readonly url: string;
  /** The texts of messages taken. */
  readonly texts: string[];
  /** Every answer is this one. */
  status: number;
  stop(): Promise<void>;
}

/** An incoming webhook as chat tools have them: takes {"text": …} and nothing else. */
export async function startChatReceiver(): Promise<ChatReceiver> {
  const receiver = { texts: [] as string[], status: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent: unknown = JSON.parse(Buffer.concat(chunks).toString());
      const text = typeof sent === "object" && sent !== null && "text" in sent ? sent.text : undefined;
      const status = typeof text === "string" ? receiver.status : 400;
      if (status === 200 && typeof text === "string") receiver.texts.push(text);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/hook`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
