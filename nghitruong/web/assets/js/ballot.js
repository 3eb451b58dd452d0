// The vote of one deputy: choose, look again, send. Nothing is called received before the server has said so.
import htmx from "htmx.org";
import { word } from "./words.js";

const SLOW = 2000;
const UNSENT = 5000;
const RETRY = [1000, 2000, 3000, 5000];
let pending = null;

function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else if (value !== undefined) sessionStorage.setItem(key, JSON.stringify(value));
    else return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function newKey() {
  // Not randomUUID: halls run on plain http, where it is missing.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function panel(ballot, name, value) {
  const selector = value === undefined ? `template[data-ballot-${name}]` : `template[data-ballot-${name}="${value}"]`;
  const template = ballot.querySelector(selector);
  if (!template) return false;
  ballot.querySelectorAll(":scope > :not(template)").forEach((element) => element.remove());
  ballot.prepend(template.content.cloneNode(true));
  ballot.dataset.state = name;
  htmx.process(ballot);
  document.body.dispatchEvent(new CustomEvent("htmx:afterSwap"));
  ballot.querySelector("[data-ballot-focus]")?.focus({ preventScroll: true });
  return true;
}

function choose(ballot, code) {
  if (!panel(ballot, "check", code)) return;
  const form = ballot.querySelector("[data-ballot-send]");
  form.elements.key.value = newKey();
  history.pushState({ ballot: ballot.dataset.ballot }, "");
}

function lines(ballot, html) {
  const place = ballot.querySelector("[data-ballot-lines]");
  if (place) place.innerHTML = html;
  place?.querySelector("[tabindex]")?.focus();
}

function send(ballot, form) {
  if (pending) return;
  pending = { poll: ballot.dataset.ballot, url: form.action, code: form.elements.choice.value, key: form.elements.key.value, tries: 0, isUnsent: false };
  store("ballot", pending);
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  button.textContent = word("sending");
  pending.timers = [
    setTimeout(() => (button.textContent = word("slow")), SLOW),
    setTimeout(() => showUnsent(), UNSENT),
  ];
  attempt();
}

function current() {
  return pending && document.querySelector(`[data-ballot="${CSS.escape(pending.poll)}"]`);
}

function showUnsent() {
  const ballot = current();
  if (!ballot) return drop();
  if (!pending.isUnsent) {
    pending.isUnsent = true;
    panel(ballot, "unsent", pending.code);
  }
  const line = ballot.querySelector("[data-ballot-tries]");
  if (line) line.textContent = line.dataset.ballotTries.replace("{n}", Math.max(pending.tries, 1));
}

function drop() {
  pending?.timers?.forEach(clearTimeout);
  clearTimeout(pending?.retry);
  pending = null;
  store("ballot", null);
}

async function attempt() {
  const mine = pending;
  if (!mine) return;
  mine.tries += 1;
  if (mine.isUnsent) showUnsent();
  const abort = new AbortController();
  const stop = setTimeout(() => abort.abort(), 8000);
  try {
    const body = new URLSearchParams({ choice: mine.code, key: mine.key });
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
    const answer = await fetch(mine.url, { method: "POST", body, signal: abort.signal, headers: { "HX-Request": "true", "X-CSRFToken": token, Accept: "text/html" } });
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    const html = await answer.text();
    if (pending === mine) settle(answer.ok, html);
  } catch {
    if (pending === mine) mine.retry = setTimeout(attempt, RETRY[Math.min(mine.tries, RETRY.length) - 1]);
  } finally {
    clearTimeout(stop);
  }
}

function settle(isStored, html) {
  const ballot = current();
  drop();
  if (!ballot) return;
  if (isStored) {
    htmx.swap(ballot, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
    // The heading is read out because it takes the focus.
    document.querySelector("[data-ballot] [data-ballot-focus]")?.focus({ preventScroll: true });
  } else {
    panel(ballot, "choose");
    lines(ballot, html);
  }
}

function cutOff(isOpen) {
  // What lies under a full-screen vote can neither be reached nor read out.
  document.querySelectorAll(".topbar, .rail, .bottom-bar, .side, .skip-link").forEach((element) => (element.inert = isOpen));
}

// A pushed vote is nobody's own: the page says whose tablet this is.
function sign() {
  const owner = document.getElementById("ballot-owner");
  if (!owner) return;
  document.querySelectorAll("[data-ballot-person]").forEach((place) => (place.textContent = owner.dataset.person));
  document.querySelectorAll("[data-ballot-seat]").forEach((place) => (place.textContent = owner.dataset.seat));
}

// What everybody is shown cannot say how this deputy voted; her own device remembers it for this tab.
function recall() {
  const shown = document.querySelector('[data-ballot][data-state="received"]');
  if (shown) store(`vote-${shown.dataset.ballot}`, shown.querySelector(".ballot__receipt-choice")?.textContent.trim());
  document.querySelectorAll("[data-own-vote]").forEach((line) => {
    const choice = store(`vote-${line.dataset.ownVote}`);
    line.hidden = !choice;
    line.querySelector("strong").textContent = choice ?? "";
  });
}

function resume() {
  sign();
  recall();
  const ballot = document.querySelector("[data-ballot]");
  cutOff(Boolean(document.querySelector(".ballot-screen [data-ballot]")));
  if (!ballot) return drop();
  if (pending) {
    // The area was swapped while a ballot was on its way: keep showing where it stands, or let go of a closed round.
    if (pending.poll !== ballot.dataset.ballot || !["choose", "check", "unsent"].includes(ballot.dataset.state)) drop();
    else if (pending.isUnsent && ballot.dataset.state !== "unsent") panel(ballot, "unsent", pending.code);
    return;
  }
  const kept = store("ballot");
  if (!kept) return;
  if (kept.poll === ballot.dataset.ballot && ballot.dataset.state === "choose") {
    pending = { ...kept, tries: 0, isUnsent: false, timers: [] };
    showUnsent();
    attempt();
  } else {
    store("ballot", null);
  }
}

export function startBallot() {
  document.addEventListener("click", (event) => {
    const ballot = event.target.closest("[data-ballot]");
    if (!ballot) return;
    const option = event.target.closest("[data-ballot-option]");
    if (option) {
      event.preventDefault();
      choose(ballot, option.value);
    } else if (event.target.closest("[data-ballot-again]")) {
      if (panel(ballot, "choose")) event.preventDefault();
    } else if (event.target.closest("[data-ballot-retry]") && pending) {
      clearTimeout(pending.retry);
      attempt();
    } else if (event.target.closest("[data-ballot-report]")) {
      const button = event.target.closest("[data-ballot-report]");
      htmx.ajax("POST", button.dataset.ballotReport, { swap: "none" });
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-ballot-send]")) return;
    event.preventDefault();
    send(event.target.closest("[data-ballot]"), event.target);
  });
  document.addEventListener("keydown", (event) => {
    const ballot = document.querySelector("[data-ballot]");
    if (!ballot || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea, dialog")) return;
    if (ballot.dataset.state === "choose" && ["1", "2", "3"].includes(event.key)) {
      const option = ballot.querySelectorAll("[data-ballot-option]")[Number(event.key) - 1];
      if (option) choose(ballot, option.value);
    } else if (ballot.dataset.state === "check" && event.key === "Escape") {
      panel(ballot, "choose");
    } else if (ballot.dataset.state === "check" && event.key === "Enter" && !event.target.closest?.("a, button")) {
      event.preventDefault();
      ballot.querySelector("[data-ballot-send]")?.requestSubmit();
    }
  });
  // The device's back button goes from looking again to choosing, never out of the vote.
  window.addEventListener("popstate", () => {
    const ballot = document.querySelector('[data-ballot][data-state="check"]');
    if (ballot && !pending) panel(ballot, "choose");
  });
  document.body.addEventListener("htmx:afterSwap", () => queueMicrotask(resume));
  resume();
  const fresh = document.querySelector(".ballot-screen [data-ballot-focus]");
  if (fresh) {
    fresh.focus({ preventScroll: true });
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(200);
  }
}
