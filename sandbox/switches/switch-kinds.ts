/** The three kinds of switches, and how the catalogue writes them. */
export interface Flag {
  readonly kind: "flag";
  readonly initially: boolean;
  readonly doc: string;
}
interface Amount {
  readonly kind: "amount";
  readonly initially: number;
  readonly least: number;
  readonly doc: string;
}
export interface Choice<Option extends string> {
  readonly kind: "choice";
  readonly options: readonly Option[];
  readonly initially: Option;
  readonly doc: string;
}
export type Switch = Flag | Amount | Choice<string>;

export const flag = (initially: boolean, doc: string): Flag => ({ kind: "flag", initially, doc });
export const amount = (initially: number, doc: string, least = 0): Amount => ({
  kind: "amount",
  initially,
  least,
  doc,
});
export const choice = <const Option extends string>(
  options: readonly [Option, ...Option[]],
  doc: string,
): Choice<Option> => ({
  kind: "choice",
  options,
  initially: options[0],
  doc,
});
