import type { Site } from "./types";
import css from "./widget.css?inline";

const DARK = `:host{
--paper:#17181c;--ink:#ececf1;--muted:#a6a8b3;--line:#33353d;--theirs:#272930;--field:#1f2127;
--bad:#ff9d93;--banner:#3a2f12;--banner-ink:#ffe3a1;color-scheme:dark}`;

/** Style the shadow root without a style element: the page's policy may forbid those. */
export function styled(root: ShadowRoot, site: Site) {
  const own = `:host{--brand:${site.color};--on-brand:${site.text_color}}`;
  const dark = { light: "", dark: DARK, auto: `@media(prefers-color-scheme:dark){${DARK}}` }[site.theme];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + dark + own);
  root.adoptedStyleSheets = [sheet];
}
