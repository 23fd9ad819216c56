import type { BooksFault } from "../company/company.ts";
import { faults } from "../company/fault.ts";
import type { CompanyState } from "../company/state.ts";

export function runReport(
  _state: CompanyState,
  name: string,
  _parameters: ReadonlyMap<string, string>,
): object | BooksFault {
  return faults.unsupported(name);
}
