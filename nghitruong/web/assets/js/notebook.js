// What is written down at a meeting without a network: kept on this device until the office has it.
const KEY = "notebook";
const HANDED = "notebook-handed";

export function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Answers whether the device keeps it: a full or forbidden store says no. */
export function write(fields) {
  try {
    localStorage.setItem(KEY, JSON.stringify(fields));
    return true;
  } catch {
    return false;
  }
}

export function clear() {
  localStorage.removeItem(KEY);
}

function fill(form) {
  const notes = read();
  if (!notes.text) return;
  for (const [name, value] of Object.entries(notes)) {
    const field = form.elements[name];
    if (field && value) field.value = value;
  }
  form.querySelector("[data-notebook-line]")?.removeAttribute("hidden");
  form.addEventListener("submit", () => sessionStorage.setItem(HANDED, "1"));
}

// The notes go only when the next page shows that the office has them: a refused form keeps them.
export function startNotebook() {
  const form = document.querySelector("form[data-notebook]");
  const isHanded = sessionStorage.getItem(HANDED);
  // A form that comes back holds what was corrected since.
  if (form && !isHanded) fill(form);
  if (!form && isHanded) {
    // A page without a frame asks to sign in or tells of a fault: the office has nothing yet.
    if (!document.querySelector("main.plain")) clear();
    sessionStorage.removeItem(HANDED);
  }
}

// Whoever leaves a device leaves nothing on it: notes and drafts of this account go at the sign-out, unsent ones after a question.
export function startSignOut() {
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", (event) => {
      const drafts = Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
      if ((read().text || drafts.length) && !confirm(form.dataset.signOut)) {
        event.preventDefault();
        return;
      }
      clear();
      for (const key of drafts) localStorage.removeItem(key);
    });
  }
}
