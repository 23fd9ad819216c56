import { createServer } from "node:net";

/** A port of the loopback interface that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0, "127.0.0.1");
  if (port === null) throw new Error("No port is free.");
  return port;
}

export async function isPortFree(port: number): Promise<boolean> {
  // Both, because some systems let a second server onto an address that the first covers with "any".
  return (await tryPort(port, "127.0.0.1")) !== null && (await tryPort(port, undefined)) !== null;
}

function tryPort(port: number, host: string | undefined): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host }, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}
