// Names of clients and people travel in messages to chat tools. There "<!channel>" wakes everybody, "@here"
// too, and "[Sign in](https://elsewhere.example)" is a link that our message seems to vouch for.

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/** Of no width: it parts what a chat tool would take for a mention, a link or markup. */
const joint = "\u200B";

/** Text of which a chat tool makes nothing but text. Line breaks and control characters become spaces. */
export function escapeForChat(text: string): string {
  return text
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]+/g, " ")
    .replace(/[&<>]/g, (found) => entities[found] ?? found)
    .replace(/@(?=\S)/g, `@${joint}`)
    .replace(/\](?=[([])/g, `]${joint}`)
    .replace(/:(?=\/\/)/g, `:${joint}`)
    .replace(/[*_~`|](?=\S)/g, (found) => `${found}${joint}`);
}
