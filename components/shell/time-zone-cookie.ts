/** Tells the server where the reader's days begin, so that a page is right from its first drawing. */
export const timeZoneCookie = "time-zone";
