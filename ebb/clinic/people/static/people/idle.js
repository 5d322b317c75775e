// A page left alone covers what it shows; only what must never wait stays in reach. What was typed stays in the tab.
//
// The server locks by its own clock; this cover is for the eyes. `data-idle-seconds` on the body says after how long.

const seconds = Number(document.body.dataset.idleSeconds);
let lastTouch = Date.now();

if (seconds) {
  for (const sign of ["pointerdown", "keydown", "touchstart"]) {
    addEventListener(sign, () => (lastTouch = Date.now()), { passive: true, capture: true });
  }
  setInterval(() => document.body.classList.toggle("covered", Date.now() - lastTouch > seconds * 1000 || isCovered()), 1000);
}

// Once covered, a touch does not uncover: the way back leads over the PIN.
function isCovered() {
  return document.body.classList.contains("covered");
}
