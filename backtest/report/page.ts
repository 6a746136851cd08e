/**
 * A report's page: one HTML file with no script, no request, no font from elsewhere; readable on a phone, in the dark and on paper.
 */
import { readFileSync } from "node:fs";
import { html, type Markup, raw } from "./markup.ts";

/** The page may style itself, and may do nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const STYLE = readFileSync(new URL("./page.css", import.meta.url), "utf8");

/** @param body sections in their order */
export function pageOf(title: string, body: readonly Markup[]): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return page.text;
}
