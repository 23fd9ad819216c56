"use client";

import { seesEveryCompany } from "#lib/core/role.ts";
import type { Person } from "#lib/contracts/people.ts";
import { countOf } from "../format/figures.ts";
import { roleNames } from "../shell/viewer-card.tsx";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";

export interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly lit: number;
  /** Of the viewer. */
  readonly me: string;
  readonly onOpen: (person: Person) => void;
}

export function PeopleTable({ people, lit, me, onOpen }: PeopleTableProps) {
  return (
    <ScrollTable label="People">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col" className="max-sm:hidden">
              Companies
            </th>
            <th scope="col" className="max-md:hidden">
              Last seen
            </th>
            <th scope="col" className="max-md:hidden">
              {" "}
              Status{" "}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person, index) => (
            <tr
              key={person.membershipId}
              className="row-link relative"
              data-selected={index === lit || undefined}
            >
              <th scope="row" className="min-w-44">
                <button
                  type="button"
                  aria-haspopup="dialog"
                  onClick={() => onOpen(person)}
                  className="text-left after:absolute after:inset-0"
                >
                  {person.name}
                </button>
                {person.email === me && !person.pending ? (
                  <span className="font-normal text-ink-faint"> (you)</span>
                ) : null}
                <span className="block text-[0.86rem] font-normal break-all text-ink-faint">
                  {person.email}
                </span>
                <span className="block font-normal sm:hidden">
                  <Companies person={person} />
                </span>
                {person.disabled || person.pending ? (
                  <span className="block font-normal md:hidden">
                    <CompanyState person={person} />
                  </span>
                ) : null}
              </th>
              <td>{roleNames[person.role]}</td>
              <td className="max-sm:hidden">
                <Companies person={person} />
              </td>
              <td className="whitespace-nowrap text-ink-soft max-md:hidden">
                {person.lastSeenAt === null ? (
                  <Blank message="never" />
                ) : (
                  <Time at={person.lastSeenAt} className="relative" />
                )}
              </td>
              <td className="max-md:hidden">
                <CompanyState person={person} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function CompanyState({ person: { disabled, pending } }: { readonly person: Person }) {
  if (disabled) return <Status tone="off" word="Disabled" />;
  return pending ? <Status tone="waiting" word="Invited" /> : <Status tone="good" word="Active" />;
}

function Companies({ person: { role, companyIds, disabled } }: { readonly person: Person }) {
  if (seesEveryCompany(role)) return <span className="text-ink-soft">All companies</span>;
  if (companyIds.length === 0 && !disabled) return <Status tone="warn" word="None yet" />;
  return <span className="tabular-nums">{countOf(companyIds.length, "company", "companies")}</span>;
}
