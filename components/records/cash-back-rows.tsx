import type { RecordDetail } from "#lib/contracts/records.ts";
import { Money } from "../ui/money.tsx";
import { ReferenceLink } from "./reference-link.tsx";

export interface CashBackRowsProps {
  readonly companyId: string;
  readonly cashBack: NonNullable<RecordDetail["cashBack"]>;
  readonly total: string | null;
  readonly currency: string | null;
  /** Of the table, figures included. */
  readonly columns: number;
}

/** Below a deposit's lines: what was paid out again, so that the column adds up to what the bank received. */
export function CashBackRows({ companyId, cashBack, total, currency, columns }: CashBackRowsProps) {
  const { account, amount, memo } = cashBack;
  const out = amount === null ? null : amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
  return (
    <tfoot>
      <tr>
        <th scope="row">
          Cash back to <ReferenceLink companyId={companyId} reference={account} fallback="Account" />
        </th>
        <td colSpan={columns - 2}>{memo}</td>
        <td className="num">
          <Money amount={out} currency={currency} />
        </td>
      </tr>
      <tr>
        <th scope="row" colSpan={columns - 1}>
          Total deposited
        </th>
        <td className="num">
          <Money amount={total} currency={currency} />
        </td>
      </tr>
    </tfoot>
  );
}
