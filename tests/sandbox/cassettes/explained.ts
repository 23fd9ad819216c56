// Differences between the recordings of 2020 and the sandbox that are meant, each with its reason. A
// difference that is not explained here fails the test; so does an explanation that explains nothing.

export interface Explanation {
  /** Matches "path: what differs". */
  readonly matches: RegExp;
  readonly because: string;
}

export const explained: readonly Explanation[] = [
  {
    matches: /\.(Lat|Long): missing$/,
    because: "Lat and Long left addresses in August 2025, after these recordings were made.",
  },
  {
    matches:
      /Estimate\[\]\.(LinkedTxn|CustomerMemo|BillAddr\.Line[23]|BillEmail|SalesTermRef|ClassRef|PrivateNote)\b.*missing$/,
    because:
      "The three recorded estimates all carry what a bookkeeper may fill in or leave out. All other replies show it as optional.",
  },
  {
    matches: /^Rows\.Row\[\]\.Rows\.Row\[\]\.Rows\.Row\[\]\.ColData: sometimes missing$/,
    because:
      "Our company has accounts three deep, the recorded one but two: the rows there are sections again.",
  },
];
