import { textInput } from "./text-input.ts";

/** Where a page of a list starts: `next` or `previous` of another page. What it means is the list's affair. */
export const cursorInput = textInput({ min: 1, max: 4000 });
