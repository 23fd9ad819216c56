import { createServer } from "node:http";

import { expect, test } from "vitest";

import { formOf, Driver, visibleText } from "#scripts/driver/driver.ts";

const page = (text: string) => ({ url: "http://127.0.0.1/somewhere", status: 200, text });

test("a form is sent as the page would send it untouched", () => {
  const form = formOf(
    page(`<form method="post" action="/go"><input type="hidden" name="state" value="a&amp;b">
      <input type="radio" name="realm" value="1" checked><input type="radio" name="realm" value="2">
      <button type="submit" name="decision" value="connect">Yes</button>
      <button type="submit" name="decision" value="cancel">No</button></form>`),
  );
  expect(form).toEqual({
    action: "/go",
    method: "POST",
    fields: new Map([
      ["state", "a&b"],
      ["realm", "1"],
      ["decision", "connect"],
    ]),
  });
});

test("a page without a form is quoted in the complaint", () => {
  expect(() => formOf(page("<h1>Sorry</h1><script>no()</script>"))).toThrow("shows no form: Sorry");
  expect(visibleText(page("<p>One</p><style>x{}</style>\n<p>Two</p>"))).toBe("One Two");
});

test("cookies are kept over redirects, and forgotten when the server takes them back", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.cookie);
    if (request.url === "/in") response.setHeader("set-cookie", ["a=1; Path=/; HttpOnly", "b=2"]);
    if (request.url === "/out") response.setHeader("set-cookie", "a=; Max-Age=0");
    if (request.url === "/in") response.writeHead(302, { location: "/after" });
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  try {
    const driver = new Driver();
    expect((await driver.get(`${origin}/in`)).url).toBe(`${origin}/after`);
    await driver.get(`${origin}/out`);
    await driver.get(`${origin}/last`);
    expect(seen).toEqual([undefined, "a=1; b=2", "a=1; b=2", "b=2"]);
  } finally {
    server.close();
  }
});
