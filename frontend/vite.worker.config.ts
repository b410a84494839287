import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const OUT = process.env.PARLOR_DIST ?? "dist";
// What a start without a network needs: the app, its inbox, both languages, and the two alphabets.
const ENTRIES = [
  "index.html",
  "src/app/routes/InboxRoute.tsx",
  "src/shared/i18n/en/index.ts",
  "src/shared/i18n/uk/index.ts",
];
const FONTS = /inter-(latin|cyrillic)-wght-normal/;

// Only console staff need these, and never from a train.
const NOT_KEPT = /features\/console/;

type Chunk = { file: string; imports?: string[]; css?: string[]; assets?: string[] };

/** Walk the manifest that the app's build has left: this build runs after it. */
function shell(): string[] {
  const manifest = JSON.parse(readFileSync(resolve(OUT, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const files = new Set<string>();
  const seen = new Set<string>();
  const walk = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(`/${file}`);
    for (const font of chunk.assets ?? []) if (FONTS.test(font)) files.add(`/${font}`);
    for (const imported of chunk.imports ?? []) walk(imported);
  };
  for (const entry of ENTRIES) {
    if (!manifest[entry]) throw new Error(`${entry} is no chunk of the app's build any more.`);
    walk(entry);
  }
  return [...files].sort();
}

/** The scripts and styles of every other page. */
function parts(held: readonly string[]): string[] {
  const manifest = JSON.parse(readFileSync(resolve(OUT, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const files = Object.entries(manifest)
    .filter(([key]) => !NOT_KEPT.test(key))
    .flatMap(([, chunk]) => [chunk.file, ...(chunk.css ?? [])])
    .filter((file) => /\.(js|css)$/.test(file))
    .map((file) => `/${file}`);
  return [...new Set(files)].filter((file) => !held.includes(file)).sort();
}

export default defineConfig(({ command }) => {
  const files = command === "build" ? shell() : [];
  const others = command === "build" ? parts(files) : [];
  const page = command === "build" ? readFileSync(resolve(OUT, "index.html")) : "";
  const worker = command === "build" ? readFileSync("worker/sw.ts") : "";
  const version = createHash("sha256")
    .update(files.join())
    .update(page)
    .update(worker)
    .digest("hex")
    .slice(0, 12);
  return {
    publicDir: false,
    define: {
      __SHELL__: JSON.stringify(files),
      __PARTS__: JSON.stringify(others),
      __VERSION__: JSON.stringify(version),
    },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: "es2022",
      lib: { entry: "worker/sw.ts", formats: ["iife"], name: "ParlorWorker", fileName: () => "sw.js" },
    },
  };
});
