import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Delivery } from "../faults/faulty-reply.ts";
import type { Reply } from "./reply.ts";

/** Smaller bodies do not gain by compression. */
const worthCompressing = 1024;

/** Puts a reply on the wire: whole, cut in the middle of its announced length, or not at all. */
export function sendReply(
  response: ServerResponse,
  reply: Reply,
  delivery: Delivery,
  compress: boolean,
): void {
  if (delivery === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const plain = typeof reply.body === "string" ? Buffer.from(reply.body, "utf8") : reply.body;
  const isCompressed = compress && plain.length >= worthCompressing;
  const body = isCompressed ? gzipSync(plain, { level: 1 }) : plain;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(isCompressed ? { "Content-Encoding": "gzip" } : {}),
    "Content-Length": body.length,
  });
  if (delivery === "whole") {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}
