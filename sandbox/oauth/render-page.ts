import type { Reply } from "../http/reply.ts";

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = `
  :root { color-scheme: light dark; --ink: #1c2b26; --paper: #f4f6f4; --card: #fff; --line: #c4cdc8; --brand: #0b6b3a; --on-brand: #fff; --quiet: #51605a }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6ece9; --paper: #121815; --card: #1b2420; --line: #46544d; --brand: #7ddca6; --on-brand: #08301c; --quiet: #a9b8b0 } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
  main { max-width: 30rem; margin: 6vh auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem } p { margin: .5rem 0 } .quiet { color: var(--quiet); font-size: .9rem }
  fieldset { border: 0; padding: 0; margin: 1rem 0 } legend { font-weight: 600; padding: 0 }
  label { display: block; margin: .6rem 0 } .choice { padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 8px }
  input[type=email], input[type=password], select { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; margin-top: .2rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit }
  button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border-radius: 8px; border: 1px solid var(--brand); cursor: pointer; background: transparent; color: var(--brand) }
  button.main { background: var(--brand); color: var(--on-brand) } .row { display: flex; gap: .8rem; margin-top: 1.2rem; flex-wrap: wrap }
  :focus-visible { outline: 3px solid var(--brand); outline-offset: 2px } li { margin: .6rem 0 } ul { padding-left: 1.2rem } h2 { font-size: 1.1rem } code { overflow-wrap: anywhere } a { color: var(--brand) }
`;

/** A page of the sandbox: no script, no outside resource, never framed, never cached. `content` is HTML. */
export function renderPage(
  status: number,
  title: string,
  content: string,
  headers: Record<string, string> = {},
): Reply {
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · QuickBooks sandbox</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${content}<p class="quiet">Local QuickBooks Online sandbox. Nothing here reaches Intuit.</p></main></body></html>`;
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "X-Frame-Options": "DENY",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-cache, no-store",
      ...headers,
    },
    body,
  };
}
