import type { AppRegistration } from "./app-registration.ts";
import { areKnownScopes, splitScopes } from "./scopes.ts";

/** An authorization request that may go on to sign-in and consent. */
export interface AuthorizeRequest {
  readonly kind: "request";
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
}
/** Shown as a page: Intuit never redirects to an address it does not trust. */
export interface ShownError {
  readonly kind: "shown";
  readonly sentence: string;
}
/** Sent back to the app. */
export interface ReturnedError {
  readonly kind: "returned";
  readonly location: string;
}

/** Checks what arrived at the authorize address, or came back in the hidden fields of its forms. */
export function readAuthorizeRequest(
  parameters: ReadonlyMap<string, string>,
  app: AppRegistration,
): AuthorizeRequest | ShownError | ReturnedError {
  const clientId = parameters.get("client_id") ?? "";
  const redirectUri = parameters.get("redirect_uri") ?? "";
  const state = parameters.get("state") ?? "";
  if (clientId !== app.clientId) {
    return { kind: "shown", sentence: "The app's client_id is not known. Check the keys of the app." };
  }
  if (!app.redirectUris.includes(redirectUri)) {
    return {
      kind: "shown",
      sentence: `The redirect_uri query parameter value is invalid. It must equal a registered one exactly: ${app.redirectUris.join(" or ")}`,
    };
  }
  if (state === "") return { kind: "shown", sentence: "The state query parameter is missing." };
  const scopes = splitScopes(parameters.get("scope") ?? "");
  if (parameters.get("response_type") !== "code") {
    return { kind: "returned", location: errorLocation(redirectUri, "unsupported_response_type", state) };
  }
  if (!areKnownScopes(scopes)) {
    return { kind: "returned", location: errorLocation(redirectUri, "invalid_scope", state) };
  }
  return { kind: "request", clientId, redirectUri, scopes, state };
}

export function errorLocation(redirectUri: string, error: string, state: string): string {
  return `${redirectUri}?${new URLSearchParams({ error, state }).toString()}`;
}
