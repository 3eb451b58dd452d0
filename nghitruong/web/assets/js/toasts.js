// Toasts leave after ten seconds, unless somebody is at them.
const LIFE = 10_000;

export function startToasts() {
  document.querySelectorAll("[data-toast]").forEach(expire);
  const place = document.getElementById("toasts");
  if (place) new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(expire))).observe(place, { childList: true });
}

function expire(toast) {
  if (!(toast instanceof HTMLElement) || !toast.matches("[data-toast]")) return;
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.remove());
  setTimeout(leave, LIFE);
}
