// Leave each text of the build beside itself as .br and .gz: compressed once and well, instead of at each request.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const OUT = process.env.PARLOR_DIST ?? "dist";
// The page is filled in at each request, and nobody asks for a map but a developer.
const TEXT = /\.(js|css|svg|json|webmanifest)$/;
// Smaller ones fit one packet as they are.
const LEAST_BYTES = 1000;

const WAYS = [
  [".br", promisify(brotliCompress)],
  [".gz", promisify((text, done) => gzip(text, { level: 9 }, done))],
];

async function compress(file) {
  const text = readFileSync(file);
  if (text.length < LEAST_BYTES) return;
  for (const [ending, way] of WAYS) writeFileSync(file + ending, await way(text));
}

const files = readdirSync(OUT, { recursive: true })
  .filter((name) => TEXT.test(name) && !name.startsWith(".vite"))
  .map((name) => join(OUT, name));
await Promise.all(files.map(compress));
console.log(`compressed ${files.length} files`);
