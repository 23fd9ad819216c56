// The property names of every entity, from Intuit's published schema (Finance.xsd and its companions).
// A body with any other name is refused with 2010.

import type { KnownEntity } from "../entity-traits.ts";

const words = (text: string): readonly string[] => text.split(" ");

const intuitEntity = [
  "domain",
  "sparse",
  "status",
  ...words("Id SyncToken MetaData CustomField AttachableRef"),
];
/** Of replies of 2026, later than the schema. */
const ofNames2026 = ["V4IDPseudonym"];
const ofItems2026 = ["DeferredRevenue"];
const transaction = [
  ...intuitEntity,
  ...words(
    "DocNumber TxnDate TxnSubType DepartmentRef CurrencyRef ExchangeRate PrivateNote TxnStatus " +
      "LinkedTxn Line TxnTaxDetail TxnSource TaxFormType TaxFormNum TransactionLocationType Tag " +
      "TxnApprovalInfo RecurDataRef RecurringInfo ProjectRef TotalCostAmount HomeTotalCostAmount",
  ),
];
const salesTransaction = [
  ...transaction,
  ...words(
    "AutoDocNumber CustomerRef CustomerMemo BillAddr ShipAddr FreeFormAddress ShipFromAddr " +
      "RemitToRef ClassRef SalesTermRef DueDate SalesRepRef PONumber FOB ShipMethodRef ShipDate " +
      "TrackingNum GlobalTaxCalculation TotalAmt HomeTotalAmt ApplyTaxAfterDiscount " +
      "ShippingTaxIncludedInTotalTax TemplateRef PrintStatus EmailStatus BillEmail BillEmailCc " +
      "BillEmailBcc ARAccountRef Balance HomeBalance FinanceCharge PaymentMethodRef PaymentRefNum " +
      "PaymentType CheckPayment CreditCardPayment DepositToAccountRef DeliveryInfo DiscountRate " +
      "DiscountAmt GovtTxnRefIdentifier TaxExemptionRef",
  ),
];
const purchaseByVendor = [
  ...transaction,
  ...words("VendorRef APAccountRef TotalAmt BillEmail ReplyEmail Memo GlobalTaxCalculation"),
];
const nameBase = [
  ...intuitEntity,
  ...ofNames2026,
  ...words(
    "IntuitId Organization Title GivenName MiddleName FamilyName Suffix FullyQualifiedName " +
      "CompanyName DisplayName PrintOnCheckName UserId Active V4IDPseudonym PrimaryPhone " +
      "AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr OtherContactInfo DefaultTaxCodeRef",
  ),
];
const vendor = [
  ...nameBase,
  ...words(
    "ContactName AltContactName Notes BillAddr ShipAddr OtherAddr TaxCountry TaxIdentifier " +
      "TaxIdEffectiveDate BusinessNumber ParentRef VendorTypeRef TermRef PrefillAccountRef Balance " +
      "BillRate OpenBalanceDate CreditLimit AcctNum Vendor1099 T4AEligible T5018Eligible " +
      "CurrencyRef TDSEnabled TDSEntityTypeId TDSSectionTypeId TDSOverrideThreshold " +
      "TaxReportingBasis APAccountRef VendorEx GSTIN GSTRegistrationType IsSubContractor " +
      "SubcontractorType CISRate HasTPAR VendorPaymentBankDetail Source CostRate " +
      "AgencyVerificationStatus AgencyVerificationStatusMsg AgencyVerificationTSUTC " +
      "CompanyRegistrationNumber",
  ),
];

export const knownProperties: Readonly<Record<KnownEntity, readonly string[]>> = {
  Invoice: [
    ...salesTransaction,
    ...words(
      "Deposit AllowIPNPayment AllowOnlinePayment AllowOnlineCreditCardPayment " +
        "AllowOnlineACHPayment AllowOnlinePayPalPayment AllowOnlineAffirmPayment EInvoiceStatus " +
        "ECloudStatusTimeStamp CfdiUse Exportation GlobalInfo invoiceStatus callToAction " +
        "invoiceStatusLog InvoiceEx LessCIS InvoiceLink PaymentDetailsMessage ConvenienceFeeDetail " +
        "EnabledSurchargeInfo InvoiceLinkSecurityCode InvoiceLinkExpiryDate AutoPayEligible " +
        "SchedulePayEligible ScheduledPaymentId GratuityEnabled FinancingProductType " +
        "SubscriptionPaymentsSetting TxnRetainageDetail",
    ),
  ],
  Payment: [
    ...transaction,
    ...words(
      "CustomerRef RemitToRef ARAccountRef DepositToAccountRef PaymentMethodRef PaymentRefNum " +
        "PaymentType CheckPayment CreditCardPayment TotalAmt UnappliedAmt ProcessPayment " +
        "PaymentExtendedType PaymentEx",
    ),
  ],
  SalesReceipt: [...salesTransaction, ...words("SalesReceiptEx LessCIS")],
  CreditMemo: [...salesTransaction, ...words("RemainingCredit InvoiceRef CreditMemoEx")],
  RefundReceipt: [...salesTransaction, ...words("RemainingCredit RefundReceiptEx")],
  Estimate: [...salesTransaction, ...words("ExpirationDate AcceptedBy AcceptedDate EstimateEx")],
  Bill: [
    ...purchaseByVendor,
    ...words(
      "PayerRef SalesTermRef DueDate RemitToAddr ShipAddr VendorAddr Balance HomeBalance BillEx " +
        "LessCIS IncludeInAnnualTPAR",
    ),
  ],
  BillPayment: [
    ...transaction,
    ...words(
      "VendorRef VendorAddr APAccountRef PayType CheckPayment CreditCardPayment TotalAmt " + "BillPaymentEx",
    ),
  ],
  VendorCredit: [...purchaseByVendor, ...words("VendorAddr VendorCreditEx Balance IncludeInAnnualTPAR")],
  Purchase: [
    ...transaction,
    ...words(
      "AccountRef PaymentMethodRef PaymentRefNum PaymentType CheckPayment CreditCardPayment " +
        "EntityRef Credit RemitToAddr TotalAmt Memo PrintStatus GlobalTaxCalculation PurchaseEx " +
        "LessCIS IncludeInAnnualTPAR",
    ),
  ],
  PurchaseOrder: [
    ...purchaseByVendor,
    ...words(
      "TaxCodeRef ClassRef ReimbursableInfoRef SalesTermRef DueDate ExpectedDate VendorAddr ShipTo " +
        "DropShipToEntity InventorySiteRef ShipAddr ShipMethodRef FOB POEmail TemplateRef PrintStatus " +
        "EmailStatus ManuallyClosed POStatus PurchaseOrderEx",
    ),
  ],
  Deposit: [
    ...transaction,
    ...words("DepositToAccountRef CashBack GlobalTaxCalculation TotalAmt HomeTotalAmt DepositEx"),
  ],
  Transfer: [...transaction, ...words("FromAccountRef ToAccountRef Amount ClassRef TransferEx")],
  JournalEntry: [
    ...transaction,
    ...words(
      "Adjustment HomeCurrencyAdjustment EnteredInHomeCurrency GlobalTaxCalculation TotalAmt " +
        "HomeTotalAmt JournalEntryEx",
    ),
  ],
  InventoryAdjustment: [...transaction, ...words("ShippingAdjustment AdjustAccountRef CustomerRef")],
  CreditCardPaymentTxn: [
    ...transaction,
    ...words(
      "CreditCardAccountRef BankAccountRef Amount VendorRef CheckNum PrintStatus Memo " +
        "CreditCardPaymentEx",
    ),
  ],
  TaxPayment: [...intuitEntity, ...words("PaymentDate PaymentAccountRef PaymentAmount Description Refund")],
  TimeActivity: [
    ...intuitEntity,
    ...words(
      "TimeZone TxnDate NameOf EmployeeRef VendorRef OtherNameRef CustomerRef DepartmentRef ItemRef " +
        "ClassRef PayrollItemRef ProjectRef TimeChargeId BillableStatus Taxable HourlyRate CostRate " +
        "Hours Minutes Seconds BreakHours BreakMinutes BreakSeconds StartTime EndTime Description " +
        "TimeActivityEx HoursInEmployeeTimeZone",
    ),
  ],
  ReimburseCharge: [...transaction, ...words("CustomerRef HasBeenInvoiced Amount HomeTotalAmt")],
  Customer: [
    ...nameBase,
    ...words(
      "Taxable BillAddr ShipAddr OtherAddr ContactName AltContactName Notes Job BillWithParent " +
        "RootCustomerRef ParentRef Level CustomerTypeRef SalesTermRef SalesRepRef TaxGroupCodeRef " +
        "TaxRateRef PaymentMethodRef CCDetail PriceLevelRef Balance OpenBalanceDate BalanceWithJobs " +
        "CreditLimit AcctNum CurrencyRef OverDueBalance TotalRevenue TotalExpense " +
        "PreferredDeliveryMethod ResaleNum JobInfo TDSEnabled CustomerEx SecondaryTaxIdentifier " +
        "ARAccountRef PrimaryTaxIdentifier TaxExemptionReasonId IsProject BusinessNumber GSTIN " +
        "GSTRegistrationType IsCISContractor ClientCompanyId ClientEntityId Source TaxRegime",
    ),
  ],
  Vendor: vendor,
  Employee: [
    ...nameBase,
    ...words(
      "EmployeeType EmployeeNumber SSN PrimaryAddr OtherAddr BillableTime BillRate BirthDate Gender " +
        "HiredDate ReleasedDate UseTimeEntry EmployeeEx CostRate Notes",
    ),
  ],
  Item: [
    ...intuitEntity,
    ...ofItems2026,
    ...words(
      "Name Sku Description Active SubItem ParentRef Level FullyQualifiedName Taxable " +
        "SalesTaxIncluded PercentBased UnitPrice RatePercent Type PaymentMethodRef UOMSetRef " +
        "IncomeAccountRef PurchaseDesc PurchaseTaxIncluded PurchaseCost ExpenseAccountRef " +
        "COGSAccountRef AssetAccountRef PrefVendorRef AvgCost TrackQtyOnHand QtyOnHand " +
        "QtyOnPurchaseOrder QtyOnSalesOrder ReorderPoint ManPartNum DepositToAccountRef " +
        "SalesTaxCodeRef PurchaseTaxCodeRef InvStartDate BuildPoint PrintGroupedItems SpecialItem " +
        "SpecialItemType ItemGroupDetail ItemAssemblyDetail AbatementRate ReverseChargeRate " +
        "ServiceType ItemCategoryType ItemEx TaxClassificationRef UQCDisplayText UQCId ClassRef " +
        "Source DeferredRevenue CustomExtensions",
    ),
  ],
  Account: [
    ...intuitEntity,
    ...words(
      "Name SubAccount ParentRef Description FullyQualifiedName AccountAlias TxnLocationType Active " +
        "Classification AccountType AccountSubType AccountPurposes AcctNum AcctNumExtn BankNum " +
        "OpeningBalance OpeningBalanceDate CurrentBalance CurrentBalanceWithSubAccounts CurrencyRef " +
        "TaxAccount TaxCodeRef OnlineBankingEnabled FIName JournalCodeRef AccountEx",
    ),
  ],
  Class: [...intuitEntity, ...words("Name SubClass ParentRef FullyQualifiedName Active ClassEx")],
  Department: [
    ...intuitEntity,
    ...words("Name SubDepartment ParentRef FullyQualifiedName Active DepartmentEx Address"),
  ],
  Term: [
    ...intuitEntity,
    ...words(
      "Name Active Type DiscountPercent DueDays DiscountDays DayOfMonthDue DueNextMonthDays " +
        "DiscountDayOfMonth SalesTermEx",
    ),
  ],
  PaymentMethod: [...intuitEntity, ...words("Name Active Type PaymentMethodEx")],
  CustomerType: [...intuitEntity, ...words("Name ParentRef FullyQualifiedName Active")],
  TaxAgency: [
    ...vendor,
    ...words(
      "SalesTaxCodeRef SalesTaxCountry SalesTaxReturnRef TaxRegistrationNumber ReportingPeriod " +
        "TaxTrackedOnPurchases TaxOnPurchasesAccountRef TaxTrackedOnSales TaxTrackedOnSalesAccountRef " +
        "TaxOnTax LastFileDate TaxAgencyExt TaxAgencyConfig",
    ),
  ],
  TaxCode: [
    ...intuitEntity,
    ...words(
      "Name Description Active Hidden Taxable TaxGroup SalesTaxRateList PurchaseTaxRateList " +
        "AdjustmentTaxRateList TaxCodeEx TaxCodeConfigType",
    ),
  ],
  TaxRate: [
    ...intuitEntity,
    ...words(
      "Name Description Active RateValue AgencyRef TaxReturnLineRef EffectiveTaxRate SpecialTaxType " +
        "DisplayType TaxRateEx OriginalTaxRate",
    ),
  ],
  CompanyCurrency: [...intuitEntity, ...words("Code Name Active CompanyCurrencyEx")],
  JournalCode: [...intuitEntity, ...words("Name Type Description Active JournalCodeEx")],
  Budget: [
    ...intuitEntity,
    ...words("Name StartDate EndDate BudgetType BudgetEntryType Active BudgetDetail"),
  ],
  Attachable: [
    ...intuitEntity,
    ...words(
      "FileName FileAccessUri TempDownloadUri Size ContentType Category Lat Long PlaceName Note Tag " +
        "ThumbnailFileAccessUri ThumbnailTempDownloadUri AttachableEx documentId",
    ),
  ],
  CompanyInfo: [
    ...intuitEntity,
    ...words(
      "CompanyName LegalName CompanyAddr CustomerCommunicationAddr LegalAddr CompanyEmailAddr " +
        "CustomerCommunicationEmailAddr CompanyURL PrimaryPhone OtherContactInfo CompanyFileName " +
        "FlavorStratum SampleFile CompanyUserId CompanyUserAdminEmail CompanyStartDate EmployerId " +
        "FiscalYearStartMonth TaxYearStartMonth QBVersion Country ShipAddr OtherAddr Mobile Fax Email " +
        "WebAddr LastImportedTime LastSyncTime SupportedLanguages DefaultTimeZone " +
        "MultiByteCharsSupported NameValue FifoCalculationStatus CompanyInfoEx",
    ),
  ],
  Preferences: [
    ...intuitEntity,
    ...words(
      "AccountingInfoPrefs AdvancedInventoryPrefs ProductAndServicesPrefs SalesFormsPrefs " +
        "EmailMessagesPrefs PrintDocumentPrefs VendorAndPurchasesPrefs TimeTrackingPrefs TaxPrefs " +
        "FinanceChargesPrefs CurrencyPrefs ReportPrefs OtherPrefs",
    ),
  ],
  ExchangeRate: [
    ...intuitEntity,
    ...words("SourceCurrencyCode TargetCurrencyCode Rate AsOfDate ExchangeRateEx"),
  ],
  // What it wraps may be any form; $wraps is how the wrapper's own key arrives here.
  RecurringTransaction: [],
  Entitlements: intuitEntity,
};
