// The page for notes at a meeting: opens and keeps without a network.
import { startModes } from "./modes.js";
import { clear, read, write } from "./notebook.js";
import { clockText, word } from "./words.js";

const form = document.querySelector("form[data-notes]");
const line = form.querySelector("[data-save-line]");
const empty = Object.fromEntries(new FormData(form));

function show() {
  for (const [name, value] of Object.entries({ ...empty, ...read() })) if (form.elements[name]) form.elements[name].value = value;
}

form.addEventListener("input", () => {
  const kept = write(Object.fromEntries(new FormData(form)));
  line.dataset.state = kept ? "saved" : "failed";
  line.textContent = kept ? word("saved", { time: clockText() }) : form.dataset.unkept;
});
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("[data-forget]").addEventListener("click", (event) => {
  if (!confirm(event.currentTarget.dataset.forget)) return;
  clear();
  show();
  line.textContent = "";
});

startModes();
show();
navigator.serviceWorker?.register(form.dataset.worker);
