import { expect, test } from "vitest";

import { escapeForChat } from "#lib/alerts/escape-for-chat.ts";

test.each([
  ["Bowman & Sons <Bikes>", "Bowman &amp; Sons &lt;Bikes&gt;"],
  ["<!channel> pay now", "&lt;!channel&gt; pay now"],
  ["ask @here", "ask @\u200Bhere"],
  ["[Sign in](https://elsewhere.example)", "[Sign in]\u200B(https:\u200B//elsewhere.example)"],
  ["*bold* `code`", "*\u200Bbold* `\u200Bcode`"],
  ["Solved: all\r\nNeeds attention: none", "Solved: all Needs attention: none"],
  ["abc\u202Edcb", "abc dcb"],
  ["Plain Name, Inc. (84.00)", "Plain Name, Inc. (84.00)"],
])("%j is text in a chat, and nothing else", (given, escaped) => {
  expect(escapeForChat(given)).toBe(escaped);
});
