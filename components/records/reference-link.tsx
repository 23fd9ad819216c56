import Link from "next/link";

import type { RecordReference } from "#lib/contracts/records.ts";
import { Blank } from "../ui/money.tsx";
import { recordAddress } from "./record-address.ts";

export interface ReferenceLinkProps {
  readonly companyId: string;
  readonly reference: RecordReference | null;
  /** For records without a name, as "Invoice". */
  readonly fallback?: string;
}

export function ReferenceLink({ companyId, reference, fallback }: ReferenceLinkProps) {
  if (reference === null) return <Blank />;
  const words = reference.name ?? `${fallback ?? "ID"} ${reference.sourceId}`;
  const address = recordAddress(companyId, reference);
  if (address === null) return words;
  return (
    <Link className="link" href={address}>
      {words}
    </Link>
  );
}
