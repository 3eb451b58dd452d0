// Bundles styles, scripts and fonts and cuts the icon sprite into static/web/dist, which git ignores.
// Run by `npm run build` at install time; what it makes is all that a page ever loads.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "..", "static", "web", "dist");
const libraries = path.join(here, "..", "..", "..", "node_modules");
const outline = path.join(libraries, "@tabler", "icons", "icons", "outline");
const fonts = path.join(libraries, "@fontsource-variable", "inter", "files");
// Put in its place when all of it is there: a server that runs meanwhile must not miss a file.
const out = path.join(libraries, ".dist");
// Chrome 109 is the last for Windows 7 and 8.1, still common in communes; Safari 15.4 the oldest tablet we meet.
const target = ["chrome109", "edge109", "firefox115", "safari15.4"];

// The letters of Vietnamese and of its neighbours' names, the weights that tokens.css names, figures of one width:
// half the bytes, so that a public page's first view stays under 60 kB with its font.
const letters = {
  latin: "U+0020-007E,U+00A0-00FF,U+2013,U+2014,U+2018-201D,U+2022,U+2026,U+2212",
  vietnamese: "*",
};
const weights = "wght=400:750";
const features = "kern,tnum,ccmp,locl,mark,mkmk";

function python(...words) {
  const run = spawnSync("python", ["-m", ...words], { encoding: "utf8" });
  if (run.error || run.status !== 0) throw new Error(`python -m ${words[0]}: ${run.error ?? run.stderr}`);
}

// fontTools comes with the product's PDF engine, so it stands wherever the product is installed.
async function cutFonts() {
  const folder = await mkdtemp(path.join(tmpdir(), "fonts-"));
  for (const [name, wanted] of Object.entries(letters)) {
    const light = path.join(folder, `${name}.woff2`);
    python("fontTools", "varLib.instancer", path.join(fonts, `inter-${name}-wght-normal.woff2`), weights, "-o", light, "-q");
    const cut = [`--unicodes=${wanted}`, `--layout-features=${features}`, "--no-hinting", "--flavor=woff2"];
    python("fontTools.subset", light, ...cut, `--output-file=${path.join(out, `inter-${name}.woff2`)}`);
  }
  await rm(folder, { recursive: true });
}

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
  entryPoints: [
    { in: path.join(here, "js", "app.js"), out: "app" },
    { in: path.join(here, "js", "public.js"), out: "public" },
    { in: path.join(here, "js", "notes.js"), out: "notes" },
    { in: path.join(here, "css", "app.css"), out: "style" },
    { in: path.join(here, "css", "public.css"), out: "public" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target,
  legalComments: "none",
  external: ["*.woff2"],
  logLevel: "warning",
});
await writeFile(path.join(out, "icons.svg"), await sprite());
await cutFonts();

await rm(dist, { recursive: true, force: true });
await rename(out, dist);

for (const name of (await readdir(dist)).sort()) {
  const bytes = await readFile(path.join(dist, name));
  console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes).length} compressed`);
}
