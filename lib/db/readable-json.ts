/**
 * SQL for a json column with Intuit's JSON in a form that ->, ->> and #>> take. The column keeps the JSON as
 * it came: NUL and halves of surrogate pairs are escapes in it, which json stores and every look inside
 * refuses (22P05, 22P02), were they in quite another field. One such record would take its list with it.
 */
export function readableJson(column: string): string {
  return String.raw`(CASE WHEN ${column}::text ~ '\\u(0000|[dD][89a-fA-F])' THEN
    regexp_replace(${column}::text, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\ufffd', 'g')::json
    ELSE ${column} END)`;
}
