// Fail when the inbox route's initial JavaScript outgrows its budget (gzip -9, walked from Vite's manifest).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 220;
const WIDGET_BUDGET_KB = 15;
const ROUTE = "src/app/routes/InboxRoute.tsx";

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const seen = new Set();

function walk(key) {
  if (seen.has(key)) return;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) walk(imported);
}

walk(entry);
if (!manifest[ROUTE]) throw new Error(`${ROUTE} is not a chunk of its own: the inbox is no longer lazy.`);
walk(ROUTE);

let total = 0;
for (const key of seen) {
  const kb = gzipSync(readFileSync(`dist/${manifest[key].file}`), { level: 9 }).length / 1000;
  total += kb;
  console.log(`${kb.toFixed(1).padStart(7)} kB  ${manifest[key].file}`);
}
console.log(`${total.toFixed(1).padStart(7)} kB  initial JS of the inbox route (budget ${BUDGET_KB} kB)`);
if (total > BUDGET_KB) process.exit(1);

const widget = gzipSync(readFileSync("dist-widget/widget.js"), { level: 9 }).length / 1000;
console.log(
  `${widget.toFixed(1).padStart(7)} kB  the widget on other people's websites (budget ${WIDGET_BUDGET_KB} kB)`,
);
if (widget > WIDGET_BUDGET_KB) process.exit(1);
