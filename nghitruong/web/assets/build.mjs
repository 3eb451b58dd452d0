// Bundles styles, scripts and fonts and cuts the icon sprite into static/web/dist, which git ignores.
// Run by `npm run build` at install time; what it makes is all that a page ever loads.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "static", "web", "dist");
const outline = path.join(here, "..", "..", "..", "node_modules", "@tabler", "icons", "icons", "outline");
// Chrome 109 is the last for Windows 7 and 8.1, still common in communes; Safari 15.4 the oldest tablet we meet.
const target = ["chrome109", "edge109", "firefox115", "safari15.4"];

async function sprite() {
  const names = (await readFile(path.join(here, "icons.txt"), "utf8"))
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const source = await readFile(path.join(outline, `${name}.svg`), "utf8");
      return `<symbol id="${name}" viewBox="0 0 24 24">${inner(source)}</symbol>`;
    }),
  );
  const emblem = await readFile(path.join(here, "emblem.svg"), "utf8");
  symbols.push(`<symbol id="emblem" viewBox="0 0 40 40">${inner(emblem)}</symbol>`);
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function inner(svg) {
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .replace(/\s*\n\s*/g, "")
    .trim();
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: {
    app: path.join(here, "js", "app.js"),
    public: path.join(here, "js", "public.js"),
    style: path.join(here, "css", "app.css"),
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target,
  legalComments: "none",
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  logLevel: "warning",
});
await writeFile(path.join(out, "icons.svg"), await sprite());

for (const name of (await readdir(out)).sort()) {
  const bytes = await readFile(path.join(out, name));
  console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes).length} compressed`);
}
