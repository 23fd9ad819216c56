import { expect, test } from "vitest";

import { describeSource } from "#components/failures/describe-source.ts";

test.each([
  [
    {
      DocNumber: "1042",
      CustomerRef: { value: "1", name: "Amy" },
      TotalAmt: 239,
      CurrencyRef: { value: "USD" },
    },
    /^No\. 1042, Amy, \$?239\.00/,
  ],
  [{ DocNumber: 7, VendorRef: { value: "9" }, TotalAmt: "10.50" }, /^No\. 7, 9, .*10\.50/],
  [{ DisplayName: "Amy's" }, /^Amy's$/],
  [{ TotalAmt: "a lot", CustomerRef: [], CurrencyRef: { value: "dollars" } }, /^a lot$/],
])(
  "a rejected record is named by number, party and amount as far as they can be read: %j",
  (source, text) => {
    expect(describeSource(source)).toMatch(text);
  },
);

test.each([[null], [7], ["text"], [[]], [{}], [{ DocNumber: "", TotalAmt: null, CustomerRef: "x" }]])(
  "a record that names nothing is left as it is: %j",
  (source) => {
    expect(describeSource(source)).toBeNull();
  },
);
