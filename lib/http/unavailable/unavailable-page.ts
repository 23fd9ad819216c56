// A whole page in one text, which needs no database, no build and no other file. Colours are those of
// app/globals.css.

/** @param cookies The request's, for the theme that the person has chosen. */
export function unavailablePage(cookies: string | undefined): string {
  const theme = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies ?? "")?.[1];
  return `<!doctype html>
<html lang="en"${theme === undefined ? "" : ` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not available for a moment · Tieout</title>
<noscript><meta http-equiv="refresh" content="5"></noscript>
<style>${style}</style>
</head>
<body>
<main>
${mark}
<h1>Tieout is not available for a moment</h1>
<p>Its database is being restarted, is too busy or cannot be reached. Nothing is lost: the books are as they were, and what changes in QuickBooks meanwhile is brought in afterwards.</p>
<p role="status">This page opens by itself as soon as it can.</p>
<p><a href="">Try again now</a></p>
</main>
<script>${reload}</script>
</body>
</html>
`;
}

const style = `
:root{color-scheme:light dark;--paper:light-dark(#f7f6f3,#121415);--ink:light-dark(#1a1f23,#e9e8e3);--soft:light-dark(#454d55,#b9bec2);--accent:light-dark(#16565e,#7cc5cc);--accent-ink:light-dark(#fff,#0a2225)}
:root[data-theme="light"]{color-scheme:light}
:root[data-theme="dark"]{color-scheme:dark}
html{background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0}
main{box-sizing:border-box;max-width:34rem;min-height:100vh;min-height:100dvh;margin:0 auto;padding:3rem 1.5rem;display:flex;flex-direction:column;align-items:flex-start;justify-content:center;gap:.75rem}
h1{margin:.75rem 0 0;font-size:1.5rem;line-height:1.25;font-weight:620;letter-spacing:-.015em}
p{margin:0;color:var(--soft)}
a{display:inline-block;margin-top:.5rem;padding:.5rem 1rem;border-radius:6px;background:var(--accent);color:var(--accent-ink);font-weight:500;text-decoration:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

/* The same address is asked, and not one for health: this page exists because of what that address answers. Not
   all browsers at the same instant. */
const reload = `
(function ask(){setTimeout(function(){
fetch(location.href,{method:"HEAD",cache:"no-store"}).then(function(answer){if(answer.status===503)ask();else location.reload()},ask)
},3000+Math.random()*2000)})()`;

const mark = `<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="var(--accent)"/><path d="M7 10h6M7 16h4M7 22h6M19 10h6M21 16h4M19 22h6" stroke="var(--accent-ink)" stroke-opacity=".55" stroke-width="2.2" stroke-linecap="round"/><path d="m11.500 16.500 3.500 3.500 6.500-8" fill="none" stroke="var(--accent-ink)" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
