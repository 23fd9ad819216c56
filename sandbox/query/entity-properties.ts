/**
 * The top-level properties of each entity in Intuit's reference, so that a statement which names one that
 * does not exist is told apart from one that may not be filtered. Id, SyncToken, MetaData are everywhere.
 */
export const entityProperties = {
  Account:
    "AccountAlias AccountSubType AccountType AcctNum Active Classification CurrencyRef CurrentBalance CurrentBalanceWithSubAccounts Description FullyQualifiedName Level Name ParentRef SubAccount TaxCodeRef TxnLocationType",
  Attachable:
    "AttachableRef Category ContentType FileAccessUri FileName Lat Long Note PlaceName Size Tag TempDownloadUri ThumbnailFileAccessUri ThumbnailTempDownloadUri",
  Bill: "APAccountRef Balance CurrencyRef DepartmentRef DocNumber DueDate ExchangeRate GlobalTaxCalculation HomeBalance IncludeInAnnualTPAR Line LinkedTxn PrivateNote RecurDataRef RemitToAddr SalesTermRef TotalAmt TransactionLocationType TxnDate TxnTaxDetail VendorRef",
  BillPayment:
    "APAccountRef CheckPayment CreditCardPayment CurrencyRef DepartmentRef DocNumber ExchangeRate Line PayType PrivateNote ProcessBillPayment TotalAmt TransactionLocationType TxnDate VendorRef",
  Budget: "Active BudgetDetail BudgetEntryType BudgetType EndDate Name StartDate",
  ChangeOrder:
    "Balance BillAddr CustomerRef DocNumber DueDate Line LinkedTxn PrivateNote TotalAmt TxnDate TxnStatus",
  Class: "Active FullyQualifiedName Level Name ParentRef SubClass",
  CompanyCurrency: "Active Code CustomField Name",
  CompanyInfo:
    "CompanyAddr CompanyName CompanyStartDate Country CustomerCommunicationAddr DefaultTimeZone Email EmployerId FiscalYearStartMonth IndustryType LegalAddr LegalName NameValue PrimaryPhone SupportedLanguages WebAddr",
  CreditCardPaymentTxn:
    "Amount BankAccountRef CheckNum CreditCardAccountRef CurrencyRef Memo PrintStatus PrivateNote TxnDate VendorRef",
  CreditMemo:
    "ApplyTaxAfterDiscount Balance BillAddr BillEmail ClassRef CurrencyRef CustomField CustomerMemo CustomerRef DepartmentRef DocNumber EmailStatus ExchangeRate GlobalTaxCalculation HomeBalance HomeTotalAmt InvoiceRef Line PaymentMethodRef PrintStatus PrivateNote ProjectRef RecurDataRef RemainingCredit SalesTermRef ShipAddr TaxExemptionRef TotalAmt TransactionLocationType TxnDate TxnTaxDetail",
  Customer:
    "ARAccountRef Active AlternatePhone Balance BalanceWithJobs BillAddr BillWithParent BusinessNumber CompanyName CurrencyRef CustomerTypeRef DefaultTaxCodeRef DisplayName FamilyName Fax FullyQualifiedName GSTIN GSTRegistrationType GivenName IsProject Job Level MiddleName Mobile Notes OpenBalanceDate ParentRef PaymentMethodRef PreferredDeliveryMethod PrimaryEmailAddr PrimaryPhone PrimaryTaxIdentifier PrintOnCheckName ResaleNum SalesTermRef SecondaryTaxIdentifier ShipAddr Source Suffix TaxExemptionReasonId Taxable Title WebAddr",
  CustomerType: "Active Name",
  Department: "Active Address FullyQualifiedName Level Name ParentRef SubDepartment",
  Deposit:
    "CashBack CurrencyRef DepartmentRef DepositToAccountRef DocNumber ExchangeRate GlobalTaxCalculation HomeTotalAmt Line PrivateNote RecurDataRef TotalAmt TransactionLocationType TxnDate TxnSource TxnTaxDetail",
  Employee:
    "Active BillRate BillableTime BirthDate CostRate DisplayName EmployeeNumber FamilyName Gender GivenName HiredDate MiddleName Mobile Organization PrimaryAddr PrimaryEmailAddr PrimaryPhone PrintOnCheckName ReleasedDate SSN Suffix Title V4IDPseudonym",
  Entitlements: "QboCompany PlanName MaxUsers CurrentUsers DaysRemainingTrial Entitlement Thresholds",
  Estimate:
    "AcceptedBy AcceptedDate ApplyTaxAfterDiscount BillAddr BillEmail BillEmailCc ClassRef CurrencyRef CustomField CustomerMemo CustomerRef DepartmentRef DocNumber DueDate EmailStatus ExchangeRate ExpirationDate FreeFormAddress GlobalTaxCalculation HomeTotalAmt Line LinkedTxn PrintStatus PrivateNote ProjectRef RecurDataRef SalesTermRef ShipAddr ShipDate ShipFromAddr ShipMethodRef TaxExemptionRef TotalAmt TransactionLocationType TxnDate TxnStatus TxnTaxDetail",
  ExchangeRate: "AsOfDate CustomField Rate SourceCurrencyCode TargetCurrencyCode",
  InventoryAdjustment:
    "AdjustAccountRef CustomerRef ClassRef DepartmentRef DocNumber Line PrivateNote TxnDate",
  Invoice:
    "AllowIPNPayment AllowOnlineACHPayment AllowOnlineCreditCardPayment AllowOnlinePayment ApplyTaxAfterDiscount Balance BillAddr BillEmail BillEmailBcc BillEmailCc ClassRef CurrencyRef CustomField CustomerMemo CustomerRef DeliveryInfo DepartmentRef Deposit DepositToAccountRef DocNumber DueDate EmailStatus ExchangeRate FreeFormAddress GlobalTaxCalculation HomeBalance HomeTotalAmt InvoiceLink Line LinkedTxn PrintStatus PrivateNote ProjectRef RecurDataRef RecurringInfo SalesTermRef ShipAddr ShipDate ShipFromAddr ShipMethodRef TaxExemptionRef TotalAmt TrackingNum TransactionLocationType TxnDate TxnSource TxnTaxDetail",
  Item: "AbatementRate Active AssetAccountRef ClassRef Description ExpenseAccountRef FullyQualifiedName IncomeAccountRef InvStartDate ItemCategoryType Level MinSalesPrice Name ParentRef PrefVendorRef PriceLevel PurchaseCost PurchaseDesc PurchaseTaxCodeRef PurchaseTaxIncluded QtyOnHand ReorderPoint ReverseChargeRate SalesTaxCodeRef SalesTaxIncluded ServiceType Sku Source SubItem TaxClassificationRef Taxable TrackQtyOnHand Type UQCDisplayText UQCId UnitPrice",
  JournalCode: "CustomField Description Name Type",
  JournalEntry:
    "Adjustment CurrencyRef DocNumber ExchangeRate GlobalTaxCalculation HomeTotalAmt Line LinkedTxn PrivateNote RecurDataRef TaxRateRef TotalAmt TransactionLocationType TxnDate TxnTaxDetail",
  Payment:
    "ARAccountRef CreditCardPayment CurrencyRef CustomerRef DepositToAccountRef ExchangeRate Line LinkedTxn PaymentMethodRef PaymentRefNum PrivateNote ProcessPayment ProjectRef TaxExemptionRef TotalAmt TransactionLocationType TxnDate TxnSource UnappliedAmt",
  PaymentMethod: "Active Name Type",
  Preferences:
    "AccountingInfoPrefs CurrencyPrefs EmailMessagesPrefs OtherPrefs ProductAndServicesPrefs ReportPrefs SalesFormsPrefs TaxPrefs TimeTrackingPrefs VendorAndPurchasesPrefs",
  Purchase:
    "AccountRef Credit CurrencyRef DepartmentRef DocNumber EntityRef ExchangeRate GlobalTaxCalculation IncludeInAnnualTPAR Line LinkedTxn PaymentMethodRef PaymentType PrintStatus PrivateNote PurchaseEx RecurDataRef RemitToAddr TotalAmt TransactionLocationType TxnDate TxnSource TxnTaxDetail status",
  PurchaseOrder:
    "APAccountRef ClassRef CurrencyRef CustomField DocNumber DueDate EmailStatus ExchangeRate GlobalTaxCalculation Line LinkedTxn Memo POEmail POStatus PrivateNote RecurDataRef SalesTermRef ShipAddr ShipMethodRef ShipTo TotalAmt TransactionLocationType TxnDate TxnTaxDetail VendorAddr VendorRef",
  RecurringTransaction: "Active DocNumber Line RecurringInfo TotalAmt TxnDate",
  RefundReceipt:
    "ApplyTaxAfterDiscount Balance BillAddr BillEmail CheckPayment ClassRef CreditCardPayment CurrencyRef CustomField CustomerMemo CustomerRef DepartmentRef DepositToAccountRef DocNumber ExchangeRate GlobalTaxCalculation HomeBalance HomeTotalAmt Line PaymentMethodRef PaymentRefNum PaymentType PrintStatus PrivateNote ProjectRef RecurDataRef ShipAddr TaxExemptionRef TotalAmt TransactionLocationType TxnDate TxnSource TxnTaxDetail",
  ReimburseCharge:
    "Amount CurrencyRef CustomerRef ExchangeRate HasBeenInvoiced HomeTotalAmt Line LinkedTxn PrivateNote TxnDate",
  SalesReceipt:
    "ApplyTaxAfterDiscount Balance BillAddr BillEmail ClassRef CreditCardPayment CurrencyRef CustomField CustomerMemo CustomerRef DeliveryInfo DepartmentRef DepositToAccountRef DocNumber EmailStatus ExchangeRate FreeFormAddress GlobalTaxCalculation HomeBalance HomeTotalAmt Line LinkedTxn PaymentMethodRef PaymentRefNum PrintStatus PrivateNote ProjectRef RecurDataRef ShipAddr ShipDate ShipFromAddr ShipMethodRef TotalAmt TrackingNum TransactionLocationType TxnDate TxnSource TxnTaxDetail",
  TaxAgency:
    "DisplayName LastFileDate TaxAgencyConfig TaxRegistrationNumber TaxTrackedOnPurchases TaxTrackedOnSales",
  TaxClassification: "ApplicableTo Code Description Level Name ParentRef",
  TaxCode:
    "Active Description Hidden Name PurchaseTaxRateList SalesTaxRateList TaxCodeConfigType TaxGroup Taxable",
  TaxPayment: "Description PaymentAccountRef PaymentAmount PaymentDate Refund VoidedDate",
  TaxRate:
    "Active AgencyRef Description DisplayType EffectiveTaxRate Hidden Name OriginalTaxRate RateValue SpecialTaxType TaxReturnLineRef",
  Term: "Active DayOfMonthDue DiscountDayOfMonth DiscountDays DiscountPercent DueDays DueNextMonthDays Name Type",
  TimeActivity:
    "BillableStatus BreakHours BreakMinutes ClassRef CostRate CustomerRef DepartmentRef Description EmployeeRef EndTime HourlyRate Hours ItemRef Minutes NameOf PayrollItemRef ProjectRef Seconds StartTime Taxable TimeChargeId TransactionLocationType TxnDate VendorRef",
  Transfer: "Amount FromAccountRef PrivateNote RecurDataRef ToAccountRef TransactionLocationType TxnDate",
  Vendor:
    "APAccountRef AcctNum Active AlternatePhone Balance BillAddr BillRate BusinessNumber CompanyName CostRate CurrencyRef DisplayName FamilyName Fax GSTIN GSTRegistrationType GivenName HasTPAR MiddleName Mobile OtherContactInfo PrimaryEmailAddr PrimaryPhone PrintOnCheckName Source Suffix T4AEligible T5018Eligible TaxIdentifier TaxReportingBasis TermRef Title Vendor1099 VendorPaymentBankDetail WebAddr",
  VendorCredit:
    "APAccountRef Balance CurrencyRef DepartmentRef DocNumber ExchangeRate GlobalTaxCalculation IncludeInAnnualTPAR Line LinkedTxn PrivateNote RecurDataRef TotalAmt TransactionLocationType TxnDate VendorRef",
} satisfies Record<string, string>;
