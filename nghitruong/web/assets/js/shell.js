// Menus, the off-canvas navigation, the search key, printing, and what makes plain pages pleasant.
const root = document.documentElement;
let cameFrom = null;

function openNavigation(open) {
  if (open) {
    cameFrom = document.activeElement;
    root.dataset.navigation = "open";
    document.querySelector("body [data-navigation] a")?.focus();
  } else if (root.dataset.navigation) {
    delete root.dataset.navigation;
    cameFrom?.focus();
  }
}

function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function onClick(event) {
  const target = event.target;
  closeMenus(target.closest("details[data-menu]"));
  // A question that is asked from the drawer stands in front of the page, not under the drawer.
  if (target.closest("body [data-navigation] [data-dialog-open]")) openNavigation(false);
  if (target.closest("[data-navigation-open]")) {
    event.preventDefault();
    openNavigation(true);
  } else if (target.closest("[data-navigation-close]")) {
    event.preventDefault();
    openNavigation(false);
  } else if (target.closest("[data-print]")) {
    window.print();
  } else if (target.closest("[data-back]") && history.length > 1) {
    event.preventDefault();
    history.back();
  } else if (target.closest("[data-notice-close]")) {
    target.closest(".notice")?.remove();
  } else if (target.closest("[data-copy]")) {
    const button = target.closest("[data-copy]");
    navigator.clipboard?.writeText(button.dataset.copy || location.href);
  }
}

function onKey(event) {
  // Composition (Telex, VNI) owns the keyboard while it lasts.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape") {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    openNavigation(false);
  } else if (event.key === "/" && !isTyping(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    const search = document.querySelector("[data-search-field]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "Enter" && event.ctrlKey && !isTyping(event.target)) {
    document.querySelector("[data-next-step]")?.requestSubmit();
  }
}

export function startShell() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-submit-on-change]")) event.target.form?.requestSubmit();
  });
  const summary = document.querySelector("[data-error-summary]");
  if (summary) {
    const prefix = document.getElementById("words")?.dataset.errorTitle;
    if (prefix) document.title = `${prefix}: ${document.title}`;
    summary.focus();
  }
}
