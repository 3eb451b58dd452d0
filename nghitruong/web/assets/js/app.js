// The script of every signed-in page and of live public ones.
import htmx from "htmx.org";
import "htmx-ext-sse";
import { startBallot } from "./ballot.js";
import { startClock } from "./clock.js";
import { openNew, startDialogs } from "./dialogs.js";
import { hold, prepare, release, startForms } from "./forms.js";
import { startModes } from "./modes.js";
import { startNotebook, startSignOut } from "./notebook.js";
import { startShell } from "./shell.js";
import { startStream } from "./stream.js";
import { startToasts } from "./toasts.js";
import { startUploads } from "./uploads.js";
import { word } from "./words.js";

// The page's security policy allows no eval and no style element; refusals (4xx) carry their own words and are shown.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // An element that is settled with its old inline style would break the policy.
  attributesToSettle: ["class", "width", "height"],
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20_000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "4(00|03|04|09|22)", swap: true, error: true },
    { code: "[45]..", swap: false, error: true },
  ],
});
window.htmx = htmx;

function csrf(event) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
}

function tellFailure() {
  const place = document.getElementById("notices");
  if (!place) return;
  const notice = document.createElement("p");
  notice.className = "notice notice--red";
  notice.textContent = word("failed");
  place.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}

// One press, one request, for forms that htmx sends too.
function beforeRequest(event) {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb === "get" || elt.matches("[data-resend]")) return;
  if (elt.dataset.sending) event.preventDefault();
  else hold(elt, requestConfig.triggeringEvent?.submitter);
}

function afterRequest(event) {
  const elt = event.detail.elt;
  if (elt?.dataset?.sending) release(elt);
  // The question is answered; what a refusal says stands in the page behind it.
  elt?.closest?.("dialog[open]:not([data-stay])")?.close();
  if (event.detail.successful && elt?.matches?.("form[data-clears]")) elt.reset();
  if (!event.detail.xhr?.status || event.detail.xhr.status >= 500) tellFailure();
}

document.body.addEventListener("htmx:configRequest", csrf);
document.body.addEventListener("htmx:beforeRequest", beforeRequest);
document.body.addEventListener("htmx:afterRequest", afterRequest);
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target instanceof Element) {
    openNew(document);
    if (event.target !== document.body) prepare(event.target);
    startUploads(event.target);
  }
});
startModes();
startShell();
startDialogs();
startToasts();
startForms();
startUploads();
startNotebook();
startSignOut();
startStream();
startBallot();
startClock();
