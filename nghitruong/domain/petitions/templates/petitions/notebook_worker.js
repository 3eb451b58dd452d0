// Keeps one page and the files it needs, so that it opens without a network. No record and no name is kept here.
const NAME = "notebook-{{ version }}";
const PAGE = "{{ page|escapejs }}";
const FILES = [{% for address in addresses %}"{{ address|escapejs }}", {% endfor %}];

async function keepPage() {
  // A page that leads to the sign-in is not the page.
  const answer = await fetch(PAGE, { redirect: "error" });
  if (answer.ok) await (await caches.open(NAME)).put(PAGE, answer);
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(keepPage).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name.startsWith("notebook-") && name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (FILES.includes(new URL(request.url).pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
