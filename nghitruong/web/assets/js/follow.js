// Follows the live area of a public page with the browser's own stream alone: a citizen's telephone should not have to
// fetch the whole office's script. Where no stream can be had, it asks.
import { hearServer } from "./clock.js";
import * as connection from "./connection.js";

const FIRST_ANSWER = 8000;
const POLL = 10_000;
let isOpen = false;

function areas() {
  return [...document.querySelectorAll("[data-live]")];
}

async function fetchArea(area) {
  const answer = await fetch(area.dataset.pollUrl, { headers: { Accept: "text/html" }, cache: "no-cache" });
  if (!answer.ok) throw new Error(String(answer.status));
  area.innerHTML = await answer.text();
}

function fetchAll() {
  return Promise.all(areas().map(fetchArea));
}

// Everybody who lost the same server must not come back in the same instant.
function fetchSoon() {
  setTimeout(() => fetchAll().catch(() => {}), Math.random() * 3000);
}

function poll() {
  if (!isOpen && !document.hidden) fetchAll().then(() => isOpen || connection.found(true), connection.lost);
}

export function startFollow() {
  const address = document.querySelector("[data-stream]")?.getAttribute("sse-connect");
  if (!address) return;
  // Without a script nothing is connected, and the page must not say so.
  document.querySelectorAll("[data-connection-line]").forEach((line) => (line.hidden = false));
  const source = new EventSource(address);
  source.addEventListener("open", () => {
    isOpen = true;
    connection.found();
  });
  source.addEventListener("error", () => {
    isOpen = false;
    connection.lost();
  });
  source.addEventListener("heartbeat", (beat) => hearServer(Number(beat.data) || Date.parse(beat.data)));
  source.addEventListener("reload", fetchSoon);
  for (const area of areas()) {
    source.addEventListener(area.getAttribute("sse-swap"), (event) => {
      area.innerHTML = event.data;
    });
  }
  setTimeout(() => {
    poll();
    setInterval(poll, POLL);
  }, FIRST_ANSWER);
}
