import type { SiteModel } from "../model/site.ts";
import { singleLine } from "../views/line.ts";
import { absolute } from "../views/page.ts";

/**
 * The style sheet with which browsers show RSS and Atom. A style sheet makes no links and cannot show escaped HTML as what
 * it is: an entry is its title, its time and the address where its text can be read. There is no `@namespace` and so a
 * name stands for the elements of both formats.
 *
 * Browsers apply it to `application/xml` and `text/xml` only: sent as `application/rss+xml` or `application/atom+xml`,
 * Chromium shows a feed as plain text.
 */
export function styleSheet(model: SiteModel): string {
  // A name that is read from the right turns nothing around it.
  const name = `\u2068${singleLine(model.site.name)}\u2069`;
  const lead = `This is a feed of ${name}. Copy its address, which is in the address bar, into a feed reader.`;
  const archive = `This is an older part of a feed of ${name}. It gets no new entries.`;
  const more = `All feeds, and other ways to be told: ${absolute(model, "/subscribe/")}`;
  return `:root {
  color-scheme: light dark;
  display: block;
  max-width: 42rem;
  margin: 0 auto;
  padding: 1.5rem 1rem 4rem;
  background: light-dark(oklch(98.6% 0.005 90), oklch(18.5% 0.022 250));
  color: light-dark(oklch(24% 0.035 250), oklch(94% 0.012 250));
  font: 1rem / 1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  overflow-wrap: anywhere;
}
/* XML cannot say that it fits a phone: browsers lay it out some 980 pixels wide and then make everything smaller. */
@media (max-device-width: 30rem) and (min-width: 50rem) {
  :root {
    max-width: none;
    font-size: 2.7rem;
  }
}
:root::before {
  content: ${cssString(lead)} "\\a" ${cssString(more)};
  display: block;
  white-space: pre-line;
  margin-bottom: 2rem;
  padding: 1rem 1.25rem;
  border: 1px solid light-dark(oklch(89% 0.012 250), oklch(34% 0.025 250));
  border-left: 0.5rem solid light-dark(oklch(44% 0.12 250), oklch(80% 0.09 245));
  border-radius: 0.625rem;
  background: light-dark(#fff, oklch(22.5% 0.025 250));
}
:root:has(archive)::before {
  content: ${cssString(archive)} "\\a" ${cssString(more)};
}
channel {
  display: block;
}
:is(feed, channel, item, entry) > * {
  display: none;
}
:is(feed, channel) > :is(title, subtitle, description) {
  display: block;
  unicode-bidi: plaintext;
}
:is(feed, channel) > title {
  font-size: 1.75rem;
  font-weight: 650;
  line-height: 1.2;
}
:is(feed, channel) > :is(item, entry) {
  display: flex;
  flex-direction: column;
  margin-top: 1.25rem;
  padding-top: 1.25rem;
  border-top: 1px solid light-dark(oklch(89% 0.012 250), oklch(34% 0.025 250));
}
:is(item, entry) > title {
  display: block;
  font-size: 1.15rem;
  font-weight: 650;
  unicode-bidi: plaintext;
}
:is(item, entry) > :is(published, pubDate, link) {
  display: block;
  font-size: 0.875rem;
  color: light-dark(oklch(45% 0.03 250), oklch(75% 0.02 250));
}
:is(item, entry) > link {
  order: 1;
  font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
entry > link::before {
  content: attr(href);
}
`;
}

/** Text as a string of a style sheet: whatever could end it is escaped. */
function cssString(text: string): string {
  const safe = text.replace(
    /[^\p{L}\p{M}\p{N} .,:;/_-]/gu,
    (one) => `\\${one.codePointAt(0)?.toString(16)} `,
  );
  return `"${safe}"`;
}
