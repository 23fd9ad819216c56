/**
 * What a WHERE may compare, per entity; `*` marks what an ORDERBY may sort by too.
 * Source: the filterable and sortable flags of Intuit's entity reference. Where the reference gives none
 * (Vendor, Employee, Class, Department, Term and the rarer entities) the plain columns of the list stand.
 */
export const filterableProperties = {
  Account:
    "Name* AccountType* AccountSubType* Classification* Active FullyQualifiedName* SubAccount ParentRef CurrentBalance*",
  Attachable:
    "FileName* Note* AttachableRef AttachableRef.EntityRef.Type AttachableRef.EntityRef.value Category",
  Bill: "VendorRef* TxnDate* APAccountRef* SalesTermRef* TotalAmt* DueDate* DocNumber* Balance",
  BillPayment: "VendorRef* TotalAmt* DocNumber* TxnDate* APAccountRef*",
  Budget: "Name* Active StartDate* EndDate* BudgetType",
  ChangeOrder: "CustomerRef TxnDate* DocNumber*",
  Class: "Name* Active FullyQualifiedName* SubClass ParentRef",
  CompanyCurrency: "Name* Code* Active",
  CompanyInfo: "CompanyName",
  CreditCardPaymentTxn: "TxnDate* Amount*",
  CreditMemo: "CustomerRef ProjectRef TxnDate* SalesTermRef DocNumber* Balance* TotalAmt*",
  Customer:
    "DisplayName* GivenName* FamilyName* MiddleName* CompanyName* PrintOnCheckName* FullyQualifiedName* Active Balance* PrimaryEmailAddr Job ParentRef Taxable IsProject",
  CustomerType: "Name* Active",
  Department: "Name* Active FullyQualifiedName* SubDepartment ParentRef",
  Deposit: "TxnDate* TotalAmt* DepositToAccountRef",
  Employee: "DisplayName* GivenName* FamilyName* PrintOnCheckName* Active HiredDate* ReleasedDate*",
  Entitlements: "",
  Estimate: "CustomerRef ProjectRef TxnDate* DueDate* DocNumber* TotalAmt* TxnStatus",
  ExchangeRate: "SourceCurrencyCode* AsOfDate*",
  InventoryAdjustment: "TxnDate* DocNumber*",
  Invoice: "CustomerRef DocNumber* ProjectRef TxnDate* SalesTermRef DueDate* Balance* TotalAmt*",
  Item: "Name* Type* Taxable Active FullyQualifiedName* SubItem UnitPrice* PurchaseCost* Sku* ParentRef",
  JournalCode: "Name* Type",
  JournalEntry: "DocNumber* TxnDate*",
  Payment: "TotalAmt* CustomerRef TxnDate* PaymentMethodRef PaymentRefNum ProjectRef",
  PaymentMethod: "Name* Active Type",
  Preferences: "",
  Purchase: "TxnDate* DocNumber* PaymentType AccountRef TotalAmt*",
  PurchaseOrder: "TxnDate* DueDate* DocNumber* TotalAmt* VendorRef",
  RecurringTransaction: "",
  RefundReceipt: "CustomerRef ProjectRef TxnDate* DocNumber* Balance* PaymentType* TotalAmt*",
  ReimburseCharge: "CustomerRef TxnDate* HasBeenInvoiced",
  SalesReceipt: "CustomerRef ProjectRef TxnDate* DocNumber* TotalAmt* Balance*",
  TaxAgency: "DisplayName*",
  TaxClassification: "Code* Name* Level ParentRef",
  TaxCode: "Name* Active Taxable TaxGroup",
  TaxPayment: "PaymentDate* PaymentAmount*",
  TaxRate: "Name* Active AgencyRef RateValue*",
  Term: "Name* Active Type DueDays*",
  TimeActivity: "TxnDate* ProjectRef BillableStatus CustomerRef EmployeeRef VendorRef",
  Transfer: "TxnDate* Amount*",
  Vendor:
    "DisplayName* GivenName* FamilyName* CompanyName* PrintOnCheckName* Active Balance* PrimaryEmailAddr Vendor1099",
  VendorCredit: "DocNumber* APAccountRef* TxnDate* TotalAmt* VendorRef*",
} satisfies Record<string, string>;
