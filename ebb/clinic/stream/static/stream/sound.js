// The station's sound: bursts by priority, off until someone turned it on here, as browsers ask.
//
// High is ten pulses in two groups, medium three, low one; a lost stream has two falling tones of its own.

const HIGH = [0, 0.2, 0.4, 0.75, 0.95, 1.9, 2.1, 2.3, 2.65, 2.85];
const MEDIUM = [0, 0.35, 0.7];
const LOW = [0];
const KEPT = "ebb-sound";
let context = null;

for (const button of document.querySelectorAll("[data-sound]")) {
  show(button);
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    open();
    show(button);
  });
}
document.querySelectorAll("[data-sound-test]").forEach((button) =>
  button.addEventListener("click", () => {
    open();
    play(MEDIUM, 660);
  }),
);

export function soundAlarm(priority) {
  if (isOn()) play({ high: HIGH, medium: MEDIUM }[priority] || LOW, { high: 880, medium: 660 }[priority] || 520);
}

export function soundLost() {
  if (!isOn()) return;
  play([0], 440);
  play([0.4], 330);
}

function isOn() {
  return localStorage.getItem(KEPT) === "on";
}

function show(button) {
  button.setAttribute("aria-pressed", String(isOn()));
  button.textContent = isOn() ? button.dataset.on : button.dataset.off;
}

function open() {
  context ??= new AudioContext();
  context.resume();
}

function play(starts, pitch) {
  open();
  for (const start of starts) {
    for (const harmonic of [1, 2, 3, 4, 5]) {
      pulse(context.currentTime + start, pitch * harmonic, 0.12 / harmonic);
    }
  }
}

function pulse(at, pitch, loudness) {
  const tone = context.createOscillator();
  const level = context.createGain();
  tone.frequency.value = pitch;
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(loudness, at + 0.02);
  level.gain.linearRampToValueAtTime(0, at + 0.15);
  tone.connect(level).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.16);
}
