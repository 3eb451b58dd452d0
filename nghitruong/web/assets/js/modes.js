// Text size, colours and spacing: shown at once, kept in a cookie by the server, and with the person where there is one.
function post(url, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  return fetch(url, { method: "POST", body, headers: { "X-Quiet": "1", ...(token && { "X-CSRFToken": token }) } });
}

function apply(form) {
  const chosen = new URLSearchParams(new FormData(form));
  for (const name of ["size", "colour", "spacing"]) {
    if (chosen.has(name)) document.documentElement.dataset[name] = chosen.get(name);
  }
  const wishes = [post(form.action, chosen)];
  if (form.dataset.modesUrl) wishes.push(post(form.dataset.modesUrl, chosen));
  // Offline the look still changes; it is only not remembered.
  return Promise.allSettled(wishes);
}

export function startModes() {
  document.querySelectorAll("[data-modes-submit]").forEach((element) => (element.hidden = true));
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-modes]");
    if (form) apply(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-modes]")) return;
    event.preventDefault();
    apply(event.target);
  });
}
