/** The fields that have a value: to Prisma's types a field that is undefined is not one that is absent. */
export function onlyGiven<T extends object>(
  fields: T,
): { readonly [Name in keyof T]?: Exclude<T[Name], undefined> } {
  /* Exactly what was filtered; Object.entries forgets the names. */
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
