import { createServer } from "node:net";

import getPort from "get-port";

/** A port of the loopback interface that nothing listens on, and that this process has not given out lately. */
export function freePort(): Promise<number> {
  return getPort({ host: "127.0.0.1" });
}

export async function isPortFree(port: number): Promise<boolean> {
  // Both, because some systems let a second server onto an address that the first covers with "any".
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
