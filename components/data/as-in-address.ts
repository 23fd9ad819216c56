/** A query of an endpoint as an address may have it: what is not set is null there, and left out. */
export type AsInAddress<Query> = { readonly [Name in keyof Query]?: Query[Name] | null | undefined };
