// Where a page of a list ends, as its reader carries it from one request to the next. Signed, and for one list:
// what we did not write, or wrote for another list, is told apart before any of it reaches a query.

import { timingSafeEqual } from "node:crypto";

import type { z } from "zod";

import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";
import { keyedHash } from "./digest.ts";

export interface PageCursor<Place> {
  write(place: Place): string;
  /** @throws AppError `request.invalid` for anything that `write` did not make. */
  read(text: string): Place;
}

/** @param list Names the list, with the ids of what it is a list of. */
export function pageCursor<Place>(list: string, schema: z.ZodType<Place>): PageCursor<Place> {
  return {
    write: (place) => {
      const body = Buffer.from(JSON.stringify(place)).toString("base64url");
      return `${body}.${signature(list, body)}`;
    },
    read: (text) => {
      const [body = "", given = "", ...more] = text.split(".");
      if (more.length > 0 || !isEqual(given, signature(list, body))) throw unknownPage();
      const place = schema.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
      // Ours, but of a version that wrote other cursors.
      if (!place.success) throw unknownPage();
      return place.data;
    },
  };
}

function unknownPage(): AppError {
  return new AppError("request.invalid", "This page of the list is not known. Start from the first.");
}

function signature(list: string, body: string): string {
  return keyedHash(Buffer.from(config().nextAuthSecret), `page cursor\n${list}\n${body}`);
}

function isEqual(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
