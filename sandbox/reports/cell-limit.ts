// Reports stop at 400,000 cells, and say so in their rows instead of failing.

import { blanks, dataRow, text, type ReportRow } from "./report-shape.ts";

export const mostCells = 400_000;
export const tooMuchText = "Unable to display more data. Please reduce the date range.";

export class CellLimit {
  readonly #width: number;
  #cells = 0;

  constructor(width: number) {
    this.#width = width;
  }

  get isReached(): boolean {
    return this.#cells + this.#width > mostCells;
  }

  /** Counts a row; false when there is no room for it. */
  take(): boolean {
    if (this.isReached) return false;
    this.#cells += this.#width;
    return true;
  }

  closingRow(): ReportRow {
    return dataRow([text(tooMuchText), ...blanks(this.#width - 1)]);
  }
}
