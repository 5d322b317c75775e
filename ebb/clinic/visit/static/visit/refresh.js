// Brings the page up to date when something was charted or an alarm changed, without touching what is being typed.
//
// Only the parts named in `data-fresh` are exchanged, and of those none that holds the focus or an open form.

const PARTS = [...document.querySelectorAll("[data-fresh]")].map((part) => part.id);
const STEP = 20;
let running = false;
let again = false;

document.body.addEventListener("ebb:charted", refresh);
document.body.addEventListener("ebb:alarm", refresh);
document.body.addEventListener("ebb:taken", (event) => taken(event.detail));

fitFigure();
addEventListener("resize", fitFigure);

// The server draws the figure as wide as there is room; a changed width is told in a cookie and drawn afresh.
function fitFigure() {
  const frame = document.getElementById("figure-panel");
  if (!frame) return;
  const style = getComputedStyle(frame);
  const room = frame.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const width = Math.floor(room / STEP) * STEP;
  const drawn = frame.querySelector("svg")?.viewBox.baseVal.width;
  if (!width || Math.abs(width - drawn) < STEP) return;
  document.cookie = `figure_width=${width};path=/;samesite=lax`;
  refresh();
}

async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "manual" });
    if (answer.ok) exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The stream's own watchdog tells that the line is gone; the next event tries again.
  }
  running = false;
  if (again) {
    again = false;
    refresh();
  }
}

function exchange(fresh) {
  if (fresh.querySelector("body").dataset.state !== document.body.dataset.state) {
    location.reload();
    return;
  }
  for (const id of PARTS) {
    const [old, now] = [document.getElementById(id), fresh.querySelector(`#${id}`)];
    if (old && now && !inUse(old)) old.replaceWith(now);
  }
}

// What was tapped is recorded, so its part is exchanged too; a keyboard stays in the row it was in.
async function taken(fresh) {
  const held = document.activeElement;
  const row = held?.matches(":focus-visible") && held.closest("form[aria-label]")?.getAttribute("aria-label");
  held?.blur();
  if (fresh) exchange(fresh);
  else await refresh();
  if (row) document.querySelector(`form[aria-label="${row}"] .choice`)?.focus({ preventScroll: true });
}

function inUse(part) {
  return part.contains(document.activeElement) && document.activeElement !== document.body
    ? true
    : part.querySelector("details.confirm[open], details.earlier[open], details.step[open]") !== null;
}
