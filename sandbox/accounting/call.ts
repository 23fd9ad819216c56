import type { Company } from "../company/company.ts";
import type { Exchange } from "../http/exchange.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { AccountingReply, OtherReply } from "./accounting-reply.ts";

/** One authorised request to a company, with everything that its handler may need. */
export interface Call {
  readonly exchange: Exchange;
  readonly company: Company;
  readonly switches: Readonly<SwitchValues>;
  readonly nowMs: number;
  readonly attachments: AttachmentStore;
  /** Seeded, so that a shuffled order is the same in the same run. */
  readonly random: () => number;
  /** Counts an e-mail of the company on the day of the clock; false when the day's number is used up. */
  readonly mayEmail: () => boolean;
}

export type Answer = AccountingReply | OtherReply;
