import { defineConfig } from "vite";

export default defineConfig({
  define: { "process.env.NODE_ENV": '"production"' },
  publicDir: false,
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: "import { h, Fragment } from 'preact';",
  },
  build: {
    outDir: "dist-widget",
    // adoptedStyleSheets came with these, so older ones could not show the widget anyway.
    target: ["es2022", "chrome101", "safari16.4", "firefox101"],
    cssTarget: ["chrome123", "safari17.5", "firefox120"],
    lib: { entry: "widget/main.tsx", formats: ["iife"], name: "ParlorWidget", fileName: () => "widget.js" },
  },
});
