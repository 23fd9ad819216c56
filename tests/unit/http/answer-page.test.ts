import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, describe, expect, it } from "vitest";

import { answerPage } from "#lib/http/unavailable/answer-page.ts";
import { createDatabaseProbe } from "#lib/http/unavailable/database-probe.ts";
import { noteRenderFailure } from "#lib/http/unavailable/lost-database.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Render = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server that renders as it is told, behind what stands before Next. */
async function serve(render: Render, isThere = true): Promise<string> {
  const answer = answerPage(render, () => Promise.resolve(isThere));
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const lost = Object.assign(new Error("terminating connection"), { code: "57P01" });

/** As Next does: it tells of the failure, and then answers it. */
const failing =
  (thrown: unknown, respond: (response: ServerResponse) => void): Render =>
  async (_request, response) => {
    await Promise.resolve();
    noteRenderFailure(thrown);
    response.statusCode = 500;
    response.setHeader("Set-Cookie", "half=done");
    response.setHeader("Content-Encoding", "gzip");
    respond(response);
  };

const rendered: Render = (_request, response) => {
  response.end("rendered");
  return Promise.resolve();
};

describe("a page while the database is away", () => {
  it("is answered 503 without being rendered, and says when to come back", async () => {
    const url = await serve(() => Promise.reject(new Error("rendered")), false);
    const answer = await fetch(`${url}/companies/1?tab=x`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toContain("Tieout is not available for a moment");
    const head = await fetch(`${url}/`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([503, ""]);
  });

  it("keeps the theme that the person has chosen", async () => {
    const url = await serve(rendered, false);
    const chosen = await fetch(url, { headers: { cookie: "a=b; theme=dark" } });
    expect(await chosen.text()).toContain('<html lang="en" data-theme="dark">');
    const strange = await fetch(url, { headers: { cookie: "theme=</style>" } });
    expect(await strange.text()).toContain('<html lang="en">');
  });

  it.each(["/_next/static/a.js", "/api/health/live", "/api", "/icon.svg"])(
    "%s is answered as ever",
    async (path) => {
      const answer = await fetch(`${await serve(rendered, false)}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, "rendered"]);
    },
  );

  it("what is no reading of a page is answered as ever", async () => {
    const answer = await fetch(await serve(rendered, false), { method: "POST", body: "x" });
    expect(answer.status).toBe(200);
  });
});

describe("a database that goes away while a page is rendered", () => {
  const ways: Readonly<Record<string, (response: ServerResponse) => void>> = {
    "end alone": (response) => response.end("an error"),
    "writeHead and end": (response) => response.writeHead(500, { "X-A": "b" }).end("an error"),
    "write and end": (response) => {
      response.write("an ");
      response.end("error");
    },
    "flushHeaders, then a callback": (response) => {
      response.flushHeaders();
      response.write("an error", () => response.end());
    },
  };

  it.each(Object.keys(ways))("makes a 503 of the failure, however it is sent: %s", async (way) => {
    const answer = await fetch(await serve(failing(lost, ways[way] ?? (() => undefined))));
    expect(answer.status).toBe(503);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const text = await answer.text();
    expect(text).toContain("Tieout is not available for a moment");
    expect(text).not.toContain("an error");
  });

  it("leaves a failure of another cause as it is", async () => {
    const url = await serve(
      failing(new Error("our mistake"), (response) => response.writeHead(500).end("an error")),
    );
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
  });

  it("leaves an answer that has begun as it is", async () => {
    const url = await serve((_request, response) => {
      response.write("half of it, ");
      noteRenderFailure(lost);
      response.statusCode = 500;
      response.end("and the rest");
      return Promise.resolve();
    });
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, "half of it, and the rest"]);
  });

  it("costs the request that lost it alone", async () => {
    const url = await serve(async (request, response) => {
      if (request.url === "/lost") return failing(lost, (one) => one.end("an error"))(request, response);
      response.statusCode = 500;
      response.end("our mistake");
    });
    const answers = await Promise.all([fetch(`${url}/lost`), fetch(`${url}/other`)]);
    expect(answers.map(({ status }) => status)).toEqual([503, 500]);
  });
});

describe("asking whether the database is there", () => {
  it("is one statement for all who ask at once, and for those who ask right after", async () => {
    let asked = 0;
    const isThere = createDatabaseProbe(() => Promise.resolve((asked += 1)));
    expect(await Promise.all([isThere(), isThere(), isThere()])).toEqual([true, true, true]);
    expect(await isThere()).toBe(true);
    expect(asked).toBe(1);
  });

  it("is asked anew after a failure, so that the first answer ends it", async () => {
    let isUp = false;
    const isThere = createDatabaseProbe(() => (isUp ? Promise.resolve() : Promise.reject(lost)));
    expect([await isThere(), await isThere()]).toEqual([false, false]);
    isUp = true;
    expect(await isThere()).toBe(true);
  });

  it("ends though the database never answers", async () => {
    const isThere = createDatabaseProbe(() => new Promise(() => undefined), 20);
    expect(await isThere()).toBe(false);
    expect(await isThere()).toBe(false);
  });
});
