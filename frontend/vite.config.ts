import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const backend = process.env.PARLOR_BACKEND ?? "127.0.0.1:8000";

const EMOJI_FILES = ["en", "uk"].flatMap((language) =>
  ["data", "messages"].map((name) => `${language}/${name}.json`),
);

/** The emoji picker asks for its words at /emoji; its own default is somebody else's server. */
function emojiWords(): Plugin {
  const read = (file: string) =>
    readFileSync(fileURLToPath(import.meta.resolve(`emojibase-data/${file}`)), "utf8");
  return {
    name: "emoji-words",
    generateBundle() {
      for (const file of EMOJI_FILES) {
        this.emitFile({ type: "asset", fileName: `emoji/${file}`, source: read(file) });
      }
    },
    configureServer(server) {
      server.middlewares.use("/emoji/", (request, response, next) => {
        const file = EMOJI_FILES.find((one) => request.url?.endsWith(one));
        if (!file) return next();
        response.setHeader("Content-Type", "application/json");
        response.end(read(file));
      });
    },
  };
}

/** The public pages are the server's and know no hashed names: their fonts stand at /fonts. */
function publicFonts(): Plugin {
  return {
    name: "public-fonts",
    generateBundle() {
      for (const script of ["latin", "cyrillic"]) {
        const file = `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`;
        const source = readFileSync(fileURLToPath(import.meta.resolve(file)));
        this.emitFile({ type: "asset", fileName: `fonts/inter-${script}.woff2`, source });
      }
    },
  };
}

/** Pages of the public site, which the server writes; on a workspace's host the same addresses are the app's. */
const PUBLIC_PAGES =
  "^/((en|uk)(/.*)?|pricing|find-workspace|terms|privacy|cookies|data-processing|robots.txt|sitemap.xml)?(\\?.*)?$";

export default defineConfig({
  plugins: [react(), tailwindcss(), emojiWords(), publicFonts()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    port: 5173,
    allowedHosts: [".localhost"],
    // changeOrigin stays off: the Host header is what tells the backend which workspace is asked.
    proxy: {
      "/api": { target: `http://${backend}`, changeOrigin: false },
      "/ws": { target: `ws://${backend}`, ws: true, changeOrigin: false },
      [PUBLIC_PAGES]: {
        target: `http://${backend}`,
        changeOrigin: false,
        bypass: (request) =>
          /^[^.:]+\.localhost/.test(request.headers.host ?? "") ? "/index.html" : undefined,
      },
    },
  },
  build: {
    target: "baseline-widely-available",
    sourcemap: "hidden",
    manifest: true,
    chunkSizeWarningLimit: 350,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            { name: "tanstack", test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: ["./src/testing/setup.ts"],
    css: false,
    restoreMocks: true,
    // Loading React and the rest anew for each file took most of the run; what a test leaves, setup.ts clears.
    isolate: false,
  },
});
