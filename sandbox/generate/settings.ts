// The one-row entities: what the company is and how it has set itself up.

import { dayText } from "../company/wire-time.ts";
import type { ListRow } from "./blueprint.ts";
import { factsOfCountry } from "./countries.ts";
import { listObject } from "./list-object.ts";
import type { Profile } from "./profile.ts";

export function generateSettings(
  profile: Profile,
  companyName: string,
  createdMs: number,
  startDay: number,
): ListRow[] {
  const country = factsOfCountry(profile.country);
  const address = { Id: "1", ...country.address };
  const multicurrency = profile.currencies.length > 0;
  const companyInfo = {
    CompanyName: companyName,
    LegalName: companyName,
    CompanyAddr: address,
    CustomerCommunicationAddr: address,
    LegalAddr: address,
    CustomerCommunicationEmailAddr: { Address: "books@example.com" },
    PrimaryPhone: { FreeFormNumber: "(555) 010-4477" },
    CompanyStartDate: dayText(startDay - 3),
    FiscalYearStartMonth: "January",
    Country: profile.country,
    Email: { Address: "books@example.com" },
    WebAddr: {},
    SupportedLanguages: "en",
    DefaultTimeZone: country.timeZone,
    NameValue: [
      { Name: "NeoEnabled", Value: "true" },
      { Name: "IsQbdtMigrated", Value: "false" },
      { Name: "SubscriptionStatus", Value: "PAID" },
      { Name: "OfferingSku", Value: "QuickBooks Online Plus" },
      { Name: "PayrollFeature", Value: "false" },
      { Name: "AccountantFeature", Value: "false" },
      { Name: "IndustryType", Value: profile.industry },
      { Name: "QBOIndustryType", Value: profile.industry },
      { Name: "ItemCategoriesFeature", Value: "true" },
      { Name: "AssignedTime", Value: dayText(startDay) },
    ],
  };
  const preferences = {
    AccountingInfoPrefs: {
      FirstMonthOfFiscalYear: "January",
      UseAccountNumbers: false,
      TaxYearMonth: "January",
      ClassTrackingPerTxn: false,
      ClassTrackingPerTxnLine: true,
      TrackDepartments: true,
      DepartmentTerminology: "Location",
      CustomerTerminology: "Customers",
    },
    ProductAndServicesPrefs: {
      ForSales: true,
      ForPurchase: true,
      QuantityWithPriceAndRate: true,
      QuantityOnHand: true,
    },
    SalesFormsPrefs: {
      CustomField: [
        {
          CustomField: [{ Name: "SalesFormsPrefs.UseSalesCustom1", Type: "BooleanType", BooleanValue: true }],
        },
        {
          CustomField: [
            { Name: "SalesFormsPrefs.SalesCustomName1", Type: "StringType", StringValue: "Crew #" },
          ],
        },
      ],
      CustomTxnNumbers: false,
      AllowDeposit: true,
      AllowDiscount: true,
      DefaultDiscountAccount: "86",
      AllowEstimates: true,
      ETransactionEnabledStatus: "NotApplicable",
      ETransactionAttachPDF: false,
      ETransactionPaymentEnabled: true,
      IPNSupportEnabled: false,
      AllowServiceDate: false,
      AllowShipping: false,
      DefaultTerms: { value: "3" },
      UsingPriceLevels: false,
      DefaultCustomerMessage: "Thank you for your business and have a great day!",
    },
    EmailMessagesPrefs: {
      InvoiceMessage: { Subject: `Invoice from ${companyName}`, Message: "Your invoice is attached." },
    },
    VendorAndPurchasesPrefs: { TrackingByCustomer: true, BillableExpenseTracking: true, POCustomField: [] },
    TimeTrackingPrefs: {
      UseServices: true,
      BillCustomers: true,
      ShowBillRateToAll: false,
      WorkWeekStartDate: "Monday",
      MarkTimeEntriesBillable: true,
    },
    TaxPrefs: {
      UsingSalesTax: true,
      PartnerTaxEnabled: false,
      ...(country.vat === undefined ? { TaxGroupCodeRef: { value: "2" } } : {}),
    },
    CurrencyPrefs: { MultiCurrencyEnabled: multicurrency, HomeCurrency: { value: country.homeCurrency } },
    ReportPrefs: { ReportBasis: "Accrual", CalcAgingReportFromTxnDate: false },
    OtherPrefs: {
      NameValue: [
        {
          Name: "SalesFormsPrefs.DefaultCustomerMessage",
          Value: "Thank you for your business and have a great day!",
        },
        { Name: "WarnDuplicateBillNumber", Value: "false" },
        { Name: "DTXCopyMemo", Value: "false" },
      ],
    },
  };
  const entitlements = {
    QboCompany: true,
    PlanName: "QuickBooks Online Plus",
    MaxUsers: 5,
    CurrentUsers: 2,
    DaysRemainingTrial: 0,
    Entitlement: [
      { id: "1", name: "Class and Location Tracking", term: "On" },
      { id: "2", name: "Inventory", term: "On" },
    ],
  };
  return [
    {
      entity: "CompanyInfo",
      object: listObject("1", createdMs, createdMs, companyInfo, 4),
      updatedMs: createdMs,
    },
    {
      entity: "Preferences",
      object: listObject("1", createdMs, createdMs, preferences, 6),
      updatedMs: createdMs,
    },
    {
      entity: "Entitlements",
      object: listObject("1", createdMs, createdMs, entitlements),
      updatedMs: createdMs,
    },
  ];
}
