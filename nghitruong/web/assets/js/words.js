// Words come from the page, already in the reader's language.
const source = document.getElementById("words");

export function word(name, values = {}) {
  const text = source?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function announce(text) {
  const place = document.getElementById("announcer");
  if (place) place.textContent = text;
}

export function clockText(date = new Date()) {
  // The council's clock, wherever the device thinks it is.
  return new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" }).format(date);
}
