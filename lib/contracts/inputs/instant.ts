import { z } from "zod";

/** An instant as JSON carries it. */
export const instant = z.iso.datetime({ offset: true });

/** A calendar day, YYYY-MM-DD. */
export const day = z.iso.date();

/** Money and quantities travel as decimal text, never as JSON numbers. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
