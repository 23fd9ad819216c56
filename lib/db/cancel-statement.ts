import { connect } from "node:net";

import type pg from "pg";

/* Of PostgreSQL's protocol: "this connection is a request to cancel". */
const cancelCode = 80_877_102;
const patienceMs = 1_000;

/**
 * Asks PostgreSQL, over a connection of its own, to cancel what this one is at. Resolves when the server has
 * taken the request, or has not within a second: the connection is of no further use either way, for the
 * request may arrive when the statement has just ended.
 */
export async function cancelStatement(client: pg.PoolClient): Promise<void> {
  const key = keyOf(client);
  if (!key) return;
  await new Promise<void>((resolve) => {
    const { host, port } = client;
    const socket = connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    socket.setTimeout(patienceMs, () => socket.destroy());
    // Nothing is lost when it cannot be sent: the statement has a time limit besides.
    socket.once("error", () => socket.destroy());
    socket.once("close", () => resolve());
    socket.once("connect", () => socket.write(request(key)));
    // The server closes once it has passed the request on.
    socket.resume();
  });
}

interface CancelKey {
  readonly processId: number;
  readonly secret: number;
}

/* pg has both on its clients and leaves them out of its types. */
function keyOf(client: pg.PoolClient): CancelKey | null {
  const processId: unknown = Reflect.get(client, "processID");
  const secret: unknown = Reflect.get(client, "secretKey");
  return typeof processId === "number" && typeof secret === "number" ? { processId, secret } : null;
}

function request({ processId, secret }: CancelKey): Buffer {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(cancelCode, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secret, 12);
  return message;
}
