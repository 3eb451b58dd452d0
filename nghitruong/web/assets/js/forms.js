// Forms are sent once, long texts are saved as they are written, and days are read back as they were understood.
import { clockText, word } from "./words.js";

const SAVE_AFTER = 3000;
const dirty = new Set();

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[data-resend], [data-modes], [data-ballot-send]")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  hold(form, event.submitter);
}

export function hold(form, button) {
  form.dataset.sending = "1";
  dirty.delete(form);
  // After the values were collected: a changed button would not be among them.
  if (button) setTimeout(() => form.dataset.sending && busy(button, true));
}

function busy(button, on) {
  if (on) {
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) {
      button.dataset.words = button.innerHTML;
      button.textContent = button.dataset.busy;
    }
  } else {
    button.removeAttribute("aria-busy");
    if (button.dataset.words) {
      button.innerHTML = button.dataset.words;
      delete button.dataset.words;
    }
  }
}

export function release(form) {
  delete form.dataset.sending;
  form.querySelectorAll('[aria-busy="true"]').forEach((button) => busy(button, false));
}

// Autosave: on the device at once, on the server three seconds after the last key.
function keyOf(form) {
  return `draft:${location.pathname}:${form.dataset.autosave}`;
}

function saveLine(form, state, text) {
  const line = form.querySelector("[data-save-line]");
  if (!line) return;
  line.dataset.state = state;
  line.textContent = text;
}

async function save(form) {
  const body = new FormData(form);
  // A picture goes with the form itself, not again with every pause.
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  saveLine(form, "saving", word("saving"));
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Quiet": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    dirty.delete(form);
    localStorage.removeItem(keyOf(form));
    saveLine(form, "saved", word("saved", { time: clockText() }));
  } catch {
    saveLine(form, "failed", word("unsaved"));
  }
}

function watchDraft(form) {
  let timer = 0;
  const later = () => {
    dirty.add(form);
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(fields));
    } catch {
      // A full or forbidden store: the server still gets it.
    }
    clearTimeout(timer);
    timer = setTimeout(() => save(form), SAVE_AFTER);
  };
  const now = () => dirty.has(form) && (clearTimeout(timer), save(form));
  form.addEventListener("input", later);
  form.addEventListener("focusout", now);
  document.addEventListener("visibilitychange", () => document.hidden && now());
}

// Days: a quick echo of what the server will read; the server's reading counts.
const SHIFTS = { "hom qua": -1, "hom nay": 0, mai: 1, "ngay mai": 1, "ngay kia": 2 };

function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u0111/gi, "d").toLowerCase().trim().replace(/\s+/g, " ");
}

export function readDay(text, today = new Date()) {
  const folded = fold(text);
  const base = new Date(today.getFullYear(), today.getMonth(), today.getDate());
  if (folded in SHIFTS) return new Date(base.getFullYear(), base.getMonth(), base.getDate() + SHIFTS[folded]);
  const weekday = folded === "cn" || folded === "chu nhat" ? 0 : Number(/^(?:t|thu )([2-7])$/.exec(folded)?.[1]) - 1;
  if (weekday >= 0) return new Date(base.getFullYear(), base.getMonth(), base.getDate() + ((weekday - base.getDay() + 7) % 7));
  const match = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$/.exec(folded) || /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(folded);
  if (!match) return null;
  let year = match[3] ? Number(match[3]) : base.getFullYear();
  if (year < 100) {
    const latest = base.getFullYear() + 20;
    year = latest - ((latest - year) % 100);
  }
  const day = new Date(year, Number(match[2]) - 1, Number(match[1]));
  return day.getMonth() === Number(match[2]) - 1 && day.getDate() === Number(match[1]) ? day : null;
}

const spoken = new Intl.DateTimeFormat("vi", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });

function echoDay(field) {
  let echo = field.nextElementSibling;
  if (!echo?.matches("[data-echo]")) {
    echo = document.createElement("p");
    echo.className = "field__echo";
    echo.dataset.echo = "";
    echo.setAttribute("aria-live", "polite");
    field.after(echo);
  }
  const day = field.value ? readDay(field.value) : null;
  echo.textContent = day ? spoken.format(day).replace(/-/g, "/") : "";
}

// Live search waits for Telex and VNI: they write a letter by taking one back and typing another.
function watchSearch(form) {
  const field = form.querySelector('input[type="search"]');
  let timer = 0;
  field?.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => field.dispatchEvent(new CustomEvent("settled", { bubbles: true })), 350);
  });
}

export function startForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", (event) => event.target.matches?.("[data-day]") && echoDay(event.target));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
  prepare(document);
}

export function prepare(place) {
  place.querySelectorAll("form[data-autosave]").forEach(watchDraft);
  place.querySelectorAll("[data-live-search]").forEach(watchSearch);
  place.querySelectorAll("[data-day]").forEach((field) => field.value && echoDay(field));
}
