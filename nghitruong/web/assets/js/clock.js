// The server's clock drives every countdown; the device only keeps the difference.
import { announce, clockText, word } from "./words.js";

const ANNOUNCED = [30, 10];
const LAST_SECONDS = 10;
let offset = 0;
const said = new WeakMap();

const atLoad = Number(document.querySelector('meta[name="server-time"]')?.content);
const arrival = performance.getEntriesByType("navigation")[0]?.responseStart;
if (atLoad) offset = atLoad - (arrival ? performance.timeOrigin + arrival : Date.now());

// A sample that travelled faster lies later; a large difference means that the device's own clock was set.
export function hearServer(milliseconds) {
  const sample = milliseconds - Date.now();
  if (sample > offset || Math.abs(sample - offset) > 2000) offset = sample;
}

export function serverNow() {
  return Date.now() + offset;
}

function face(seconds) {
  const pad = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function show(element) {
  const seconds = Math.max(0, Math.ceil((Number(element.dataset.countdown) - serverNow()) / 1000));
  const last = said.get(element) ?? seconds + 1;
  const isOver = seconds === 0 && Boolean(element.dataset.words);
  element.textContent = isOver ? element.dataset.words : face(seconds);
  element.toggleAttribute("data-over", isOver);
  element.toggleAttribute("data-last", seconds <= LAST_SECONDS);
  if (last > seconds) {
    if (ANNOUNCED.includes(seconds)) announce(word("seconds", { n: seconds }));
    if (seconds === 0 && last > 0 && said.has(element)) announce(word("over"));
    said.set(element, seconds);
  }
}

function fill(bar) {
  const whole = Number(bar.dataset.seconds);
  const left = Math.max(0, (Number(bar.dataset.countdownBar) - serverNow()) / 1000);
  bar.firstElementChild.setAttribute("width", `${Math.max(0, Math.min(100, (100 * (whole - left)) / whole))}%`);
}

function tick() {
  document.querySelectorAll("[data-countdown-bar]").forEach(fill);
  document.querySelectorAll("[data-countdown]").forEach(show);
  document.querySelectorAll("[data-clock]").forEach((element) => {
    element.textContent = clockText(new Date(serverNow()));
  });
}

export function startClock() {
  tick();
  setInterval(tick, 250);
  document.body.addEventListener("htmx:afterSwap", tick);
}
