// Turns the numbers of the dose into sliders and draws anew while one moves. Without it the button does the same.

const PAUSE_MS = 120;
const form = document.getElementById("dose-form");
let due;
let request;

if (form.checkValidity() && !form.querySelector(".wrong")) {
  form.querySelectorAll("input").forEach(slide);
  form.querySelector("button").hidden = true;
  form.addEventListener("input", soon);
}

function slide(field) {
  const shown = form.querySelector(`output[for=${field.id}]`);
  field.type = "range";
  shown.hidden = false;
  field.addEventListener("input", () => (shown.value = field.value));
}

function soon() {
  clearTimeout(due);
  due = setTimeout(drawAnew, PAUSE_MS);
}

async function drawAnew() {
  request?.abort();
  request = new AbortController();
  const url = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(url, { signal: request.signal });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"), url);
  } catch {
    // A newer question overtook this one, or the line is gone: the figure keeps saying which dose it is of.
  }
}

// The sentence stays the same element, so that a screen reader hears it change.
function show(fresh, url) {
  const summary = document.getElementById("dose-summary");
  summary.replaceChildren(...fresh.getElementById("dose-summary").childNodes);
  fresh.getElementById("dose-summary").replaceWith(summary);
  document.getElementById("drawn").replaceChildren(...fresh.getElementById("drawn").childNodes);
  history.replaceState(null, "", url);
}
