// Files are sent one by one, each with its own line: its title before, its progress meanwhile, its answer beside it.
const started = new WeakSet();

function row(form, file) {
  const item = document.createElement("li");
  item.className = "uploads__row";
  const title = document.createElement("input");
  title.className = "input";
  title.value = file.name.replace(/\.[^.]+$/, "").replaceAll("_", " ").normalize("NFC");
  title.maxLength = 500;
  title.setAttribute("aria-label", form.dataset.sayTitle.replace("{name}", file.name));
  const state = document.createElement("span");
  state.className = "uploads__state muted";
  state.textContent = form.dataset.sayWaiting;
  const bar = document.createElement("progress");
  bar.className = "uploads__bar";
  bar.max = 100;
  bar.value = 0;
  bar.hidden = true;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button button--small button--quiet";
  remove.textContent = form.dataset.sayRemove;
  item.append(title, state, bar, remove);
  const entry = { file, item, title, state, bar, remove, isDone: false };
  remove.addEventListener("click", () => {
    form.waiting = form.waiting.filter((one) => one !== entry);
    item.remove();
  });
  return entry;
}

function add(form, files) {
  const place = form.querySelector("[data-uploads-rows]");
  for (const file of files) {
    const entry = row(form, file);
    form.waiting.push(entry);
    place.append(entry.item);
  }
}

function tell(entry, text, isFault) {
  entry.state.textContent = text;
  entry.state.classList.toggle("muted", !isFault);
  entry.state.classList.toggle("text-no", isFault);
  entry.item.classList.toggle("uploads__row--fault", isFault);
}

function body(form, entry) {
  const data = new FormData(form);
  data.delete("files");
  data.append("title", entry.title.value);
  data.append("files", entry.file, entry.file.name);
  return data;
}

function send(form, entry) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      entry.bar.value = percent;
      tell(entry, percent < 100 ? form.dataset.saySending.replace("{percent}", percent) : form.dataset.sayLooking, false);
    });
    request.addEventListener("load", () => resolve(read(request)));
    request.addEventListener("error", () => resolve(null));
    entry.bar.hidden = false;
    entry.remove.hidden = true;
    request.send(body(form, entry));
  });
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function show(form, entry, answer) {
  const paper = answer?.papers?.[0];
  entry.bar.hidden = true;
  entry.remove.hidden = false;
  if (paper) {
    const done = document.createElement("template");
    done.innerHTML = paper.row;
    entry.item.replaceWith(done.content);
    entry.isDone = true;
    form.dispatchEvent(new CustomEvent("paper-uploaded", { bubbles: true, detail: paper }));
    return;
  }
  const refusal = answer?.refusals?.[0] ?? answer;
  const article = refusal?.article ? ` (${refusal.article})` : "";
  tell(entry, refusal?.detail ? refusal.detail + article : form.dataset.sayLost, true);
}

async function sendAll(form) {
  form.dataset.busyNow = "1";
  const button = form.querySelector("[data-uploads-send]");
  button.setAttribute("aria-busy", "true");
  for (const entry of [...form.waiting]) show(form, entry, await send(form, entry));
  form.waiting = form.waiting.filter((entry) => !entry.isDone);
  button.removeAttribute("aria-busy");
  delete form.dataset.busyNow;
}

function start(form) {
  started.add(form);
  form.waiting = [];
  const input = form.querySelector("[data-uploads-input]");
  const drop = form.querySelector("[data-uploads-drop]");
  input.addEventListener("change", () => {
    add(form, input.files);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("uploads__drop--over");
    });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("uploads__drop--over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    add(form, event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.busyNow) return;
    if (!form.waiting.length) return input.focus();
    if (form.reportValidity()) sendAll(form);
  });
}

export function startUploads(place = document) {
  place.querySelectorAll("form[data-uploads]").forEach((form) => started.has(form) || start(form));
}
