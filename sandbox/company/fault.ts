// Faults of the accounting layer. Texts that were seen on the wire are kept letter for letter.

import type { BooksFault } from "./company.ts";

function fault(code: string, Message: string, Detail: string, element?: string): BooksFault {
  const error = element === undefined ? { Message, Detail, code } : { Message, Detail, code, element };
  return { kind: "fault", status: 400, type: "ValidationFault", errors: [error] };
}

const inactiveOrMissing =
  "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";

export const faults = {
  unsupported: (operation: string) =>
    fault("500", "Unsupported Operation", `Operation ${operation} is not supported.`, "Operation"),
  notFound: () => fault("610", "Object Not Found", inactiveOrMissing, ""),
  cannotLink: (type: string, id: string) =>
    fault(
      "620",
      "Transaction cannot be linked",
      `Transaction cannot be linked : The transaction ${type} ${id} cannot be linked to.`,
      "LinkedTxn",
    ),
  unknownProperty: (name: string, entity: string, known: readonly string[]) =>
    fault(
      "2010",
      "Request has invalid or unsupported property",
      `Property Name:Unrecognized field "${name}" (class com.intuit.schema.finance.v3.${entity}), not marked as ignorable (${known.length} known properties: ${known
        .slice(0, 62)
        .map((property) => `"${property}"`)
        .join(", ")}${known.length > 62 ? " [truncated]" : ""}])\n specified is unsupported or invalid`,
    ),
  required: (name: string) =>
    fault(
      "2020",
      "Required param missing, need to supply the required value for the API",
      `Required parameter ${name} is missing in the request`,
      name,
    ),
  invalidId: (supplied: string) =>
    fault("2030", "Invalid ID", `Id should be a valid number. Supplied value:${supplied}`, "Id"),
  tooLong: (name: string, most: number, supplied: number) =>
    fault(
      "2050",
      "String length is either shorter or longer than supported by specification",
      `String length specified does not match the supported length. Min:0 Max:${most} supported. Supplied length:${supplied}`,
      name,
    ),
  invalidDate: (name: string, supplied: string) =>
    fault("2070", "Invalid Date", `Invalid Date : ${supplied} is not a valid date.`, name),
  invalidNumber: (name: string, supplied: string) =>
    fault("2090", "Invalid Number", `Invalid Number : ${supplied} is not a valid number.`, name),
  invalidEnumeration: (name: string, supplied: string) =>
    fault("2170", "Invalid Enumeration", `Invalid Enumeration : ${supplied}`, name),
  invalidEmail: (supplied: string) =>
    fault(
      "2210",
      "Email Address does not conform",
      `Email Address does not conform to regular expression : ${supplied}`,
      "PrimaryEmailAddr",
    ),
  noLines: () => fault("2250", "No lines", "At least one line is needed for this transaction.", "Line"),
  postingTypeMissing: () =>
    fault(
      "2260",
      "Posting type missing",
      "PostingType is required for each journal entry line.",
      "PostingType",
    ),
  negativeLine: () =>
    fault("2290", "Negative line amount", "The amount of this line may not be negative.", "Amount"),
  unbalanced: () =>
    fault(
      "6000",
      "A business validation error has occurred while processing your request",
      "Business Validation Error: Transactions are out of balance: debits and credits are not equal.",
      "",
    ),
  invalidReference: (what: string, id: string) =>
    fault("2500", "Invalid Reference Id", `Invalid Reference Id : ${what} element id ${id} not found`, ""),
  stale: (who: string) =>
    fault(
      "5010",
      "Stale Object Error",
      `Stale Object Error : You and ${who} were working on this at the same time. ${who} finished before you did, so your work was not saved.`,
      "",
    ),
  /** A report that Intuit does not have, or not for this company. */
  unknownReport: (name: string) =>
    fault(
      "5020",
      "Permission Denied Error",
      `Permission Denied Error : Error while accessing the report ${name}`,
      "ReportName",
    ),
  notOffered: (entity: string) =>
    fault(
      "5030",
      "Feature Not Supported Error",
      `Feature Not Supported Error : ${entity} is not available in this company.`,
      "",
    ),
  business: (detail: string) =>
    fault(
      "6000",
      "A business validation error has occurred while processing your request",
      `Business Validation Error: ${detail}`,
      "",
    ),
  amountIsNotQuantityTimesPrice: () =>
    fault(
      "6070",
      "Amount calculation incorrect in the request",
      "Amount calculation incorrect in the request : Amount is not equal to UnitPrice * Qty. Supplied value:0",
      "Amount",
    ),
  lineTaxCode: () =>
    fault(
      "6100",
      "Invalid tax code",
      "Invalid tax code : In US, the valid tax codes for a line are TAX or NON.",
      "TaxCodeRef",
    ),
  lineNeedsTaxRate: () =>
    fault(
      "6000",
      "A business validation error has occurred while processing your request",
      "Business Validation Error: Make sure all your transactions have a VAT rate before you save.",
      "",
    ),
  duplicateNumber: (number: string, type: string, id: string) =>
    fault(
      "6140",
      "Duplicate Document Number Error",
      `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number} is assigned to TxnType=${type} with TxnId=${id}`,
      "",
    ),
  parentMissing: () =>
    fault(
      "6150",
      "ParentRef is required",
      "ParentRef is required when the object is a sub-object.",
      "ParentRef",
    ),
  tooDeep: () =>
    fault("6180", "Hierarchy too deep", "You can have up to five levels including the parent.", "ParentRef"),
  periodClosed: (code: "6200" | "6210") =>
    code === "6200"
      ? fault(
          "6200",
          "Account Period Closed",
          "Account Period Closed : The account period has closed and the account books cannot be updated.",
          "",
        )
      : fault(
          "6210",
          "Account Period Closed, Cannot Update Through Services",
          "Account Period Closed, Cannot Update Through Services : The account period has closed and the account books cannot be updated through through services API.",
          "",
        ),
  duplicateName: () =>
    fault("6240", "Duplicate Name Exists Error", "The name supplied already exists. : null"),
  beforeInventoryStart: (item: string) =>
    fault(
      "6270",
      "Inventory transaction before start date",
      `Transaction date is prior to start date for inventory item ${item}.`,
      "TxnDate",
    ),
  emailMissing: () =>
    fault(
      "6420",
      "Email address required",
      "An email address is required to send this transaction.",
      "EmailAddress",
    ),
  accountType: (detail: string) =>
    fault("6430", "Invalid account type used", `Invalid account type used : ${detail}`, "AccountRef"),
  lineNeedsAccountOrItem: () =>
    fault("6440", "Line needs an item or account", "Each line needs an account or an item.", "Line"),
  quantityMissing: () =>
    fault(
      "6520",
      "Inventory quantity missing",
      "QtyOnHand and InvStartDate are required for an inventory item.",
      "QtyOnHand",
    ),
  deposited: () =>
    fault(
      "6540",
      "Deposited Transaction cannot be changed",
      "Deposited Transaction cannot be changed : This transaction has been deposited. If you want to change or delete it, you must edit the deposit it appears on and remove it first.",
      "",
    ),
  customerMissing: () =>
    fault(
      "6560",
      "Transaction requires a customer",
      "Business Validation Error: Please choose a customer for this transaction.",
      "CustomerRef",
    ),
  /** Bill void: HTTP 200 around a fault of the server's inside. */
  systemFailure: (): BooksFault => ({
    kind: "fault",
    status: 200,
    type: "SystemFault",
    errors: [
      {
        Message: "An application error has occurred while processing your request",
        Detail: "System Failure Error: java.lang.UnsupportedOperationException",
        code: "10000",
        element: "SystemFailureError",
      },
    ],
  }),
} satisfies Record<string, (...given: never[]) => BooksFault>;
