// What the connection line says (it is a status, so it is read out by itself). Nothing for five seconds; then words; after twenty what still works.
import { clockText, word } from "./words.js";

let lostAt = 0;
let timers = [];
let state = "connected";

function show(next, text) {
  state = next;
  document.querySelectorAll("[data-connection]").forEach((line) => {
    line.dataset.state = next;
    line.querySelector("[data-connection-words]").textContent = text;
  });
}

export function showAgain() {
  // A swapped part brings a fresh line that says "connected".
  if (state === "lost") show("lost", word("lost"));
  if (state === "long") show("long", word("long", { time: clockText(new Date(lostAt)) }));
  if (state === "backup") show("backup", word("backup"));
}

export function lost() {
  if (lostAt) return;
  lostAt = Date.now();
  timers = [
    setTimeout(() => show("lost", word("lost")), 5000),
    setTimeout(() => show("long", word("long", { time: clockText(new Date(lostAt)) })), 20_000),
  ];
}

export function found(backup = false) {
  timers.forEach(clearTimeout);
  const wasShown = state === "lost" || state === "long";
  lostAt = 0;
  if (backup) {
    show("backup", word("backup"));
  } else if (wasShown) {
    show("again", word("again"));
    setTimeout(() => state === "again" && show("connected", word("connected")), 3000);
  } else {
    show("connected", word("connected"));
  }
}

export function isLost() {
  return lostAt !== 0;
}
