// The page's one stream: swaps areas, hears the server's clock, and when it cannot be had, asks instead.
import htmx from "htmx.org";
import { hearServer } from "./clock.js";
import * as connection from "./connection.js";
import { word, announce } from "./words.js";

const FIRST_ANSWER = 8000;
const POLL = 10_000;
const POLL_URGENT = 3000;
// Beats come every four seconds in a vote and every ten otherwise: the first slow one must not look like a loss.
const SLOWEST_BEAT = 12_000;
const waiting = new Map();
let opened = false;
let everOpened = false;
let lastSign = 0;
let beat = 0;
let lastBeat = 0;
let poller = 0;
let hiddenSince = 0;

function isBusy(area) {
  if (area.querySelector("dialog[open]")) return true;
  const active = document.activeElement;
  return active && area.contains(active) && active.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
}

// A focused field or its ancestors are never swapped: half a word typed through Telex would break. Nor is an open
// question: it would vanish under the finger.
function guard(area, html, event) {
  if (!isBusy(area)) return;
  event.preventDefault();
  waiting.set(area, html);
  announce(word("updated"));
}

// The vote that everybody gets when it opens must not replace one's own place in the same vote.
function isSameVote(area, html) {
  const shown = area.querySelector("[data-ballot]")?.dataset.ballot;
  return Boolean(shown) && html.includes(`data-ballot="${shown}"`);
}

// What a person had opened or scrolled to inside an area stays so when the area is put in anew.
const kept = new Map();

function keepPlaces(area) {
  area.querySelectorAll?.("[data-keep]").forEach((part) => kept.set(part.dataset.keep, part.scrollTop));
  area.querySelectorAll?.("details[id]").forEach((part) => kept.set(`#${part.id}`, part.open));
}

function restorePlaces() {
  for (const [name, value] of kept) {
    const part = name.startsWith("#") ? document.getElementById(name.slice(1)) : document.querySelector(`[data-keep="${name}"]`);
    if (part && name.startsWith("#")) part.open = value;
    else if (part) part.scrollTop = value;
  }
  kept.clear();
}

// A long programme opens at what is being dealt with.
function showCurrent() {
  document.querySelectorAll("[data-keep]").forEach((part) => {
    const line = part.querySelector('[aria-current="step"]');
    if (line) part.scrollTop += line.getBoundingClientRect().top - part.getBoundingClientRect().top - part.clientHeight / 3;
  });
}

// One count goes to every page; a page shows it where it has a place for it.
function fillPlaces(event) {
  event.target.querySelectorAll?.("[data-fill]").forEach((part) => {
    const place = document.getElementById(part.dataset.fill);
    if (place) place.innerHTML = part.innerHTML;
  });
}

function releaseWaiting() {
  for (const [area, html] of waiting) {
    if (!document.contains(area)) waiting.delete(area);
    else if (!isBusy(area)) {
      waiting.delete(area);
      htmx.swap(area, html, { swapStyle: area.getAttribute("hx-swap") || "innerHTML", swapDelay: 0, settleDelay: 0 });
    }
  }
}

async function fetchArea(area) {
  const answer = await fetch(area.dataset.pollUrl, { headers: { "HX-Request": "true", Accept: "text/html" }, cache: "no-cache" });
  if (!answer.ok) throw new Error(String(answer.status));
  const html = await answer.text();
  if (isBusy(area)) waiting.set(area, html);
  else htmx.swap(area, html, { swapStyle: area.getAttribute("hx-swap") || "innerHTML", swapDelay: 0, settleDelay: 0 });
}

export async function fetchAll() {
  const areas = [...document.querySelectorAll("[data-live][data-poll-url]")];
  if (!areas.length) return;
  await Promise.all(areas.map(fetchArea));
}

// Another tab of the same deputy may have voted meanwhile.
function isChoosing() {
  return document.querySelector('[data-ballot][data-state="choose"]') !== null;
}

// Five hundred tablets that lost the same access point must not come back in the same instant.
function fetchSoon() {
  setTimeout(() => fetchAll().catch(() => {}), Math.random() * 1500);
}

async function poll() {
  if (opened) return;
  try {
    await fetchAll();
    connection.found(true);
  } catch {
    connection.lost();
  }
  poller = setTimeout(poll, document.querySelector("[data-live] [data-urgent]") ? POLL_URGENT : POLL);
}

function onOpen(event) {
  const again = everOpened && connection.isLost();
  opened = everOpened = true;
  lastSign = Date.now();
  lastBeat = 0;
  clearTimeout(poller);
  poller = 0;
  connection.found();
  if (again) fetchSoon();
  const source = event.detail.source;
  if (source.heard) return;
  source.heard = true;
  source.addEventListener("heartbeat", (beatEvent) => {
    const now = Date.now();
    // Two missed beats mean lost; how long a beat is, the beats themselves tell.
    if (lastBeat) beat = Math.min(Math.max(now - lastBeat, 2000), 20_000);
    lastBeat = lastSign = now;
    const told = Number(beatEvent.data) || Date.parse(beatEvent.data);
    if (told) hearServer(told);
    if (connection.isLost()) {
      connection.found();
      fetchSoon();
    }
  });
  source.addEventListener("reload", fetchSoon);
}

function onError() {
  opened = false;
  connection.lost();
  if (!everOpened) startPolling();
  else if (!poller) poller = setTimeout(startPolling, 20_000);
}

function startPolling() {
  if (opened) return;
  clearTimeout(poller);
  poll();
}

export function startStream() {
  showCurrent();
  const body = document.body;
  body.addEventListener("htmx:sseOpen", onOpen);
  body.addEventListener("htmx:sseError", onError);
  body.addEventListener("htmx:sseBeforeMessage", (event) => {
    lastSign = Date.now();
    keepPlaces(event.target);
    if (isSameVote(event.target, event.detail.data)) event.preventDefault();
    else guard(event.target, event.detail.data, event);
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    keepPlaces(event.target);
    if (event.target.matches?.("[data-live]")) guard(event.target, event.detail.serverResponse, event);
  });
  body.addEventListener("htmx:afterSwap", connection.showAgain);
  body.addEventListener("htmx:afterSwap", restorePlaces);
  body.addEventListener("htmx:afterSwap", fillPlaces);
  document.addEventListener("focusout", () => setTimeout(releaseWaiting));
  document.addEventListener("close", () => setTimeout(releaseWaiting), true);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenSince = Date.now();
    else if (hiddenSince && (Date.now() - hiddenSince > 30_000 || !opened || isChoosing())) fetchSoon();
  });
  setInterval(() => {
    if (beat && opened && Date.now() - lastSign > Math.max(2 * beat + 1000, SLOWEST_BEAT)) connection.lost();
  }, 1000);
  if (document.querySelector("[data-stream]")) setTimeout(() => !everOpened && startPolling(), FIRST_ANSWER);
}
