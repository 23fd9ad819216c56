import { parseAsInteger, parseAsString } from "nuqs";

/** As the address of the list has it. The server reads the rows by it, so it hears of each change. */
export const connectionFilter = {
  search: parseAsString.withDefault("").withOptions({ shallow: false }),
  page: parseAsInteger.withDefault(1).withOptions({ shallow: false }),
};
