import { defineConfig } from "astro/config";

/*
 * What is the same for every site. What differs (the site's folder, its address, where the output goes) is added by
 * the command line in src/cli/astro.ts: run `npm run build` or `npm run dev`, not `astro` itself.
 */
export default defineConfig({
  output: "static",
  trailingSlash: "always",
  compressHTML: true,
  prerenderConflictBehavior: "error",
  devToolbar: { enabled: false },
  build: {
    format: "directory",
    // A leading underscore would be hidden by GitHub Pages' Jekyll.
    assets: "assets",
    inlineStylesheets: "never",
    concurrency: 16,
  },
  vite: {
    // Inlined scripts would need 'unsafe-inline' in the content security policy.
    build: { assetsInlineLimit: 0 },
  },
});
