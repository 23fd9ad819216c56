/** A NameValue in the form that Intuit's JSON gives to `any` of its schema. */
export const nameValue = (name: string, value: string): object => ({
  name: "{http://schema.intuit.com/finance/v3}NameValue",
  declaredType: "com.intuit.schema.finance.v3.NameValue",
  scope: "javax.xml.bind.JAXBElement$GlobalScope",
  value: { Name: name, Value: value },
  nil: false,
  globalScope: true,
  typeSubstituted: false,
});
