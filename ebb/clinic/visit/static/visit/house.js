// Keeps the line about the other chairs true: fetched again with each alarm of the house, and now and then in between.
//
// <div id="house" data-source="/infusion/house/?but=UUID">…</div>
// The request says that nobody asked for it, so that it does not keep a session open.

const AGAIN_MS = 30000;

if (document.getElementById("house")) {
  document.body.addEventListener("ebb:house", refresh);
  document.body.addEventListener("ebb:charted", refresh);
  setInterval(refresh, AGAIN_MS);
}

async function refresh() {
  const place = document.getElementById("house");
  try {
    const answer = await fetch(place.dataset.source, { headers: { "X-Unattended": "yes" }, redirect: "manual" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("house");
    if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceWith(fresh);
  } catch {
    // The stream's own watchdog tells that the line is gone; the next alarm tries again.
  }
}
