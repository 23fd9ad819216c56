export interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The parts of a multipart/form-data body; none when the content type names no boundary. */
export function readMultipart(contentType: string, body: Buffer): readonly Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [];
  const parts: Part[] = [];
  const delimiter = Buffer.from(`--${mark}`);
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    const from = at + delimiter.length;
    const next = body.indexOf(delimiter, from);
    if (next === -1) break;
    // Each part is CRLF, headers, blank line, content, CRLF.
    const part = readPart(body.subarray(from + 2, next - 2));
    if (part) parts.push(part);
    at = next;
  }
  return parts;
}

function readPart(bytes: Buffer): Part | undefined {
  const blank = bytes.indexOf("\r\n\r\n");
  if (blank === -1) return undefined;
  const head = bytes.subarray(0, blank).toString("utf8");
  const name = /\bname="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    fileName: /\bfilename="([^"]*)"/i.exec(head)?.[1],
    contentType: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? "application/octet-stream",
    bytes: bytes.subarray(blank + 4),
  };
}
