// Dialogs are the browser's own: focus is trapped and given back, and Esc is the safe answer.
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialogOpen)?.showModal();
    } else if (event.target.closest("[data-dialog-close]")) {
      event.target.closest("dialog")?.close();
    } else if (event.target.matches("dialog[open].dialog--sheet")) {
      // A touch beside a sheet closes it; a question must be answered.
      event.target.close();
    }
  });
  openNew(document);
}

export function openNew(place) {
  place.querySelectorAll("dialog[data-auto-open]:not([open])").forEach((dialog) => dialog.showModal());
}
