// Values that have broken something somewhere: in PostgreSQL, in Intl, in URL or in JavaScript's own objects.

import fc from "fast-check";

const unstorable = ["\0", "a\0b", "\ud800", "x\udc00", "\ud83d", "Cool\0", "\udfff\ud800"];

const moments = [
  ...[
    "0000-01-01",
    "0001-01-01",
    "2026-02-30",
    "2026-13-01",
    "10000-01-01",
    "-0001-01-01",
    "infinity",
    "9999-12-31",
  ],
  ...[
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "now",
    "today",
  ],
  ...[
    "2026-01-01T00:00:00+05:00",
    "2026-01-01T00:00:00 05:00",
    "2026-01-01T00:00:00-23:59",
    "2026-01-01T00:00:60Z",
  ],
];

const zones = [
  ...[
    "US/Pacific-New",
    "US/Pacific",
    "+05:00",
    "-05:00",
    "+0530",
    "SystemV/PST8",
    "Etc/GMT+5",
    "EST5EDT",
    "Factory",
  ],
  ...["posixrules", "localtime", "UTC", "utc", "america/new_york", "GMT0", "Zulu", "CST", "<+05>-5"],
];

const cursors = [
  ...[
    "e30",
    "bnVsbA",
    "W251bGwsbnVsbF0",
    "WyIwMDAwLTAxLTAxIiwiMSJd",
    "WyJ4IiwiXHUwMDAwIl0",
    "e30.e30",
    "a.b.c",
    ".",
    "==",
  ],
  ...[
    "2026-01-01T00:00:00.000Z \0",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ],
];

const others = [
  ...[
    "",
    " ",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\r\nX-A: b",
    "é\u0301",
    "x".repeat(300),
    "😀".repeat(120),
    "İ".repeat(260),
  ],
  ...[
    "%",
    "%zz",
    "%00",
    "%5",
    "%E0%A4%A",
    "%ED%A0%80",
    "%25",
    "..",
    "../../etc/passwd",
    "/",
    "//evil.example",
    "\\",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "prototype",
    "null",
    "undefined",
    "[object Object]",
  ],
  ...[
    "'",
    '"',
    "'; DROP TABLE users; --",
    "$1",
    "\\'",
    "%_%",
    "_",
    "\\%",
    "\\x00",
    "{}",
    "{",
    "[]",
    "[",
    "()",
    "*",
  ],
  ...[
    "-1",
    "0",
    "1e309",
    "1e-400",
    "NaN",
    "Infinity",
    "0x10",
    "9".repeat(40),
    "9".repeat(400),
    "1_000",
    "١٢",
    "$1,234.50",
  ],
  ...[
    "99999999999999999999.99",
    "-0",
    ".5",
    "5.",
    "1,2,3",
    "(5)",
    "€9e99",
    "true",
    "javascript:alert(1)",
    "http://[",
  ],
  ...["\u0130ß\ufb03", "%".repeat(500), "(".repeat(300), "a".repeat(5_000)],
];

/** Any sixteen bits: NUL and halves of surrogate pairs among them. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...unstorable) },
  { weight: 2, arbitrary: fc.constantFrom(...moments) },
  { weight: 2, arbitrary: fc.constantFrom(...zones) },
  { weight: 2, arbitrary: fc.constantFrom(...cursors) },
  { weight: 4, arbitrary: fc.constantFrom(...others) },
  { weight: 1, arbitrary: anyUnits },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

const oddNumbers = [0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e21, 1e308, -1e308, 5e-324];

/** What JSON can carry. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(...oddNumbers) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [[]],
      [null],
      { toString: 1 },
      { length: -1 },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Bodies as bytes: not JSON, or JSON that should never be. */
export const hostileBody: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .oneof(
    fc.constantFrom(
      ...[
        "",
        "{",
        "}",
        "[",
        "null",
        "0",
        '"',
        '"text"',
        "true",
        "[]",
        "[{}]",
        "{}{}",
        "undefined",
        "NaN",
        "1e999",
      ],
      ...[
        '{"__proto__":{"companyId":"x"}}',
        '{"constructor":{"prototype":{}}}',
        '{"a":1,"a":2}',
        '{"a":1e999}',
        "\ufeff{}",
      ],
      ...[
        "[".repeat(20_000),
        '{"a":'.repeat(8_000),
        `${"[".repeat(9_000)}${"]".repeat(9_000)}`,
        `"${"x".repeat(70_000)}"`,
      ],
      ...[
        '{"email":"\\u0000"}',
        '{"name":"\\ud800"}',
        "a=b&c=d",
        "csrfToken=%00&email=%zz",
        "%",
        "&&&=",
        "a[]=1&a[]=2",
      ],
    ),
    fc.string({ unit: "binary", maxLength: 200 }),
  )
  .map((text) => new TextEncoder().encode(text))
  .chain((bytes) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(bytes) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    ),
  )
  .map((bytes) => new Uint8Array(bytes));

export const contentTypes = fc.constantFrom(
  ...[
    "application/json",
    "application/json",
    "application/json; charset=utf-16",
    "APPLICATION/JSON",
    "text/plain",
    "",
  ],
  ...[
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "x",
    ";;;",
    "application/jsonp",
  ],
);
