/** An answer as data: what handlers return, and what fault injection may still alter before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json;charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function redirectReply(location: string, headers: Record<string, string> = {}): Reply {
  return { status: 302, headers: { Location: location, "Cache-Control": "no-store", ...headers }, body: "" };
}
