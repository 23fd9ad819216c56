import type { BooksFault } from "../company/company.ts";
import type { QueryError } from "../query/query-error.ts";

/**
 * Faults that the protocol raises before the books are asked. Wording is as recorded where a recording
 * exists; the code is what clients may rely on.
 */
function fault(code: string, message: string, detail: string, element?: string, status = 400): BooksFault {
  const error = { Message: message, Detail: detail, code, ...(element === undefined ? {} : { element }) };
  return { kind: "fault", status, type: "ValidationFault", errors: [error] };
}

export const booksFaults = {
  unsupported: (what: string) => fault("500", "Unsupported Operation", `Operation ${what} is not supported.`),
  noSuchResource: (path: string, origin: string) =>
    fault(
      "500",
      "Unsupported Operation",
      `Operation Could not find resource for relative : ${path} of full path: ${origin}${path} is not supported.`,
    ),
  badUtf8: () =>
    fault(
      "500",
      "Unsupported Operation",
      "Operation Invalid byte 1 of 1-byte UTF-8 sequence is not supported.",
    ),
  notFound: () =>
    fault(
      "610",
      "Object Not Found",
      "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
      "",
    ),
  invalidId: (given: string) =>
    fault("2030", "Invalid ID", `Id should be a valid number. Supplied value:${given}`, "Id"),
  unreadableBody: (reason: string) =>
    fault(
      "2010",
      "Request has invalid or unsupported property",
      `Property Name:${reason}\n specified is unsupported or invalid`,
    ),
  missing: (parameter: string) =>
    fault(
      "2020",
      "Required param missing, need to supply the required value for the API",
      `Required parameter ${parameter} is missing in the request`,
      parameter,
    ),
  requestIdTooLong: (most: number) =>
    fault(
      "2130",
      "Invalid Request ID Format",
      `The requestid must be at most ${most} characters long.`,
      "requestid",
    ),
  batchTooLarge: (most: number) =>
    fault(
      "1040",
      "Batch size exceeds allowed limit",
      `Batch size exceeds allowed limit : The maximum number of items in a batch is ${most}.`,
    ),
  contentType: (given: string) =>
    fault(
      "1050",
      "Invalid Content Type",
      `Invalid Content Type : ${given} is not supported for this operation.`,
    ),
  invalidDate: (name: string, given: string) =>
    fault("2070", "Invalid Date", `Invalid Date : ${given} is not a valid date for ${name}.`, name),
  cdcTooOld: (since: string) =>
    fault(
      "500",
      "Unsupported Operation",
      `Operation cdc with changedSince date ${since} which is older than fixed days is not supported.`,
    ),
  notOffered: (entity: string) =>
    fault(
      "5030",
      "Feature Not Supported Error",
      `Feature Not Supported Error : The feature ${entity} is not available to this company's subscription or country.`,
    ),
  uploadTooLarge: () =>
    fault("6030", "Upload size limit exceeded", "The uploaded file is larger than 100 MB."),
  badUpload: () => fault("6041", "Bad uploaded file", "The request holds no file_content part."),
  emailLimit: (most: number) =>
    fault(
      "6000",
      "A business validation error has occurred while processing your request",
      `Business Validation Error: A sandbox company sends at most ${most} e-mails a day.`,
      "",
    ),
  systemFailure: (detail: string): BooksFault => ({
    kind: "fault",
    status: 500,
    type: "SystemFault",
    errors: [
      {
        Message: "An application error has occurred while processing your request",
        Detail: `System Failure Error: ${detail}`,
        code: "10000",
        element: "",
      },
    ],
  }),
  query: (error: QueryError) => fault(error.code, queryMessages[error.code], error.message),
} satisfies Record<string, (...values: never[]) => BooksFault>;

const queryMessages = {
  "4000": "Error parsing query",
  "4001": "Invalid query",
  "5030": "Feature Not Supported Error",
} as const;
