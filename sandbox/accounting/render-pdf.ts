import type { WireObject } from "../company/company.ts";
import { valueAt } from "../query/compare-rows.ts";

/** One page with the document's head: enough for a viewer to open, no attempt at Intuit's layout. */
export function renderPdf(entity: string, row: WireObject, companyName: string): Buffer {
  const line = (label: string, property: string) => {
    const value = valueAt(row, property);
    return value === undefined ? [] : [`${label}: ${value}`];
  };
  const lines = [
    companyName,
    `${entity} ${valueAt(row, "DocNumber") ?? row.Id}`,
    ...line("Date", "TxnDate"),
    ...line("Due", "DueDate"),
    ...line("Customer", "CustomerRef.name"),
    ...line("Vendor", "VendorRef.name"),
    ...line("Total", "TotalAmt"),
    ...line("Balance", "Balance"),
  ];
  const shown = lines.map(
    (text) => `(${text.replaceAll(/[\\()]/g, "\\$&").replaceAll(/[^\x20-\x7e]/g, "?")}) Tj T*`,
  );
  const content = `BT /F1 12 Tf 16 TL 72 720 Td ${shown.join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    "latin1",
  );
}
