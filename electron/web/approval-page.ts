import type { ApprovalRow, ApprovalText } from "./approval-text.ts";
import type { Voice } from "./say.ts";

/** Escapes text for HTML; what hosts and CAs say is hostile until then. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--ground:#f3f6f7;--card:#fff;--ink:#0e2231;--soft:#3b4f5e;--edge:#74848f;--accent:#0a5a73;--on:#fff}
@media screen and (prefers-color-scheme:dark){:root{--ground:#0b151d;--card:#121f29;--ink:#e9f0f4;--soft:#bccad4;--edge:#6e8291;--accent:#63c6dc;--on:#05202a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:.9375rem/1.5 system-ui,sans-serif}
main{max-width:42rem;margin:1.5rem auto;padding:1.25rem 1.5rem;background:var(--card);border-radius:.9rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1rem;margin:1rem 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}dd.m{font-family:ui-monospace,monospace;font-size:.93em}a{color:var(--accent);display:inline-block;line-height:2rem}
.band{padding:.5rem .75rem;border-radius:.5rem;color:#4a3000;background:repeating-linear-gradient(135deg,#fbeed0 0 12px,#f7e3b5 12px 24px)}
@media screen and (prefers-color-scheme:dark){.band{color:#f1bf60;background:repeating-linear-gradient(135deg,#2c2109 0 12px,#382a0c 12px 24px)}}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}
button{font:inherit;min-height:2.75rem;padding:.4rem 1.1rem;border-radius:.5rem;border:1px solid var(--edge);background:transparent;color:var(--ink);cursor:pointer}
button[value=yes]{background:var(--accent);border-color:var(--accent);color:var(--on)}
button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:40rem){main{margin:0;border-radius:0}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}}
`;

/** What every page without scripts is made with. */
export interface PageParts {
  readonly voice: Pick<Voice, "language" | "dir">;
  readonly nonce: string;
}

/** The approval as a page without scripts; focus is on "not now". */
export function approvalPage(
  text: ApprovalText,
  answer: string,
  { voice, nonce }: PageParts,
): string {
  const rows = text.rows.map(rowOf).join("");
  const notes = text.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("");
  const band = text.practice === null ? "" : `<p class="band">${escapeHtml(text.practice)}</p>`;
  return page(
    text.title,
    `${band}<p>${escapeHtml(text.lead)}</p><dl>${rows}</dl>${notes}
<form method="post" action="/answer"><input type="hidden" name="answer" value="${escapeHtml(answer)}">
<button name="decision" value="no" autofocus>${escapeHtml(text.no)}</button>
<button name="decision" value="yes">${escapeHtml(text.yes)}</button></form>`,
    { voice, nonce },
  );
}

function rowOf({ name, lines, form }: ApprovalRow): string {
  const mark = form === "words" ? "" : ' class="m"';
  const shown = lines.map((line) => (form === "address" ? addressOf(line) : bdiOf(line)));
  return `<dt>${escapeHtml(name)}</dt><dd${mark}>${shown.join("<br>")}</dd>`;
}

/** An address to open: only what a browser fetches; anything else a CA names is text alone. */
function addressOf(line: string): string {
  if (!/^https?:\/\/[^\s]+$/i.test(line)) return bdiOf(line);
  return `<a href="${escapeHtml(line)}" rel="noreferrer noopener" target="_blank">${bdiOf(line)}</a>`;
}

function bdiOf(line: string): string {
  return `<bdi>${escapeHtml(line)}</bdi>`;
}

/** A page that only tells something. */
export function plainPage(title: string, said: string, parts: PageParts): string {
  return page(title, `<p>${escapeHtml(said)}</p>`, parts);
}

function page(title: string, inner: string, { voice, nonce }: PageParts): string {
  const shown = escapeHtml(title);
  const lang = escapeHtml(voice.language);
  return `<!doctype html><html lang="${lang}" dir="${voice.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${shown} · Homeport</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${shown}</h1>${inner}</main></body></html>`;
}
