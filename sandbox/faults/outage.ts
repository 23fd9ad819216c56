/** The API is down, for everybody, until it is ended: answers 503, hangs, or drops connections. */
export type OutageMode = "none" | "unavailable" | "hang" | "reset";

export class Outage {
  mode: OutageMode = "none";
  /** The authorization server is down as well. */
  coversOAuth = false;
}
