// Ids are branded: one kind in place of another does not compile.

import { AppError } from "./app-error.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Branded<"OrganizationId">;
export type UserId = Branded<"UserId">;
export type SessionId = Branded<"SessionId">;
export type ApiKeyId = Branded<"ApiKeyId">;
export type CompanyId = Branded<"CompanyId">;
export type ConnectionId = Branded<"ConnectionId">;
export type SyncId = Branded<"SyncId">;

/** Intuit's id of a company: digits, up to 20 of them, always kept as text. */
export type RealmId = Branded<"RealmId">;

/** Intuit's id of a record within its company and type. Text: some are longer than a safe integer. */
export type SourceId = Branded<"SourceId">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The form alone, in either case: any version, and the nil UUID too. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

function parseUuid(text: string, what: string): string {
  if (!isUuid(text)) throw new AppError("request.invalid", `This is not the id of ${what}.`);
  return text.toLowerCase();
}

/* Branding is the one place where `as` is right: it adds a name to a value that has just been checked. */
export const parseOrganizationId = (text: string): OrganizationId =>
  parseUuid(text, "a firm") as OrganizationId;
export const parseUserId = (text: string): UserId => parseUuid(text, "a user") as UserId;
export const parseSessionId = (text: string): SessionId => parseUuid(text, "a session") as SessionId;
export const parseApiKeyId = (text: string): ApiKeyId => parseUuid(text, "an API key") as ApiKeyId;
export const parseCompanyId = (text: string): CompanyId => parseUuid(text, "a company") as CompanyId;
export const parseConnectionId = (text: string): ConnectionId =>
  parseUuid(text, "a connection") as ConnectionId;
export const parseSyncId = (text: string): SyncId => parseUuid(text, "a sync") as SyncId;

/** @throws AppError `request.invalid` for anything but 1 to 20 digits. */
export function parseRealmId(text: string): RealmId {
  if (!/^\d{1,20}$/.test(text)) throw new AppError("request.invalid", "This is not a QuickBooks company id.");
  return text as RealmId;
}

/** Characters. Ids stand in keys of several columns; Intuit's are digits today and no longer promised to be. */
export const longestSourceId = 255;

/** @throws AppError `request.invalid` for none, or more than {@link longestSourceId} characters. */
export function parseSourceId(text: string): SourceId {
  if (text.length === 0 || text.length > longestSourceId) {
    throw new AppError("request.invalid", "This is not the id of a QuickBooks record.");
  }
  return text as SourceId;
}
