// Keeps a ward page alive: new numbers into tiles and figure, alarms at once, and words when the stream stops.
//
// <body data-stream="/stream/board/" data-log-position="12.3.4">    where to listen, and from where on
// <li data-chair="UUID"> <div class="number" data-column="hr_per_min" data-at="1764000000" data-stale-after="15"><b>72</b>…<small></small></div>
// <p id="stream-lost" hidden> … </p>                                shown when nothing was heard for three seconds
// <p id="unwatched" hidden> … <b></b> … </p>                        shown, with how long, while no alarm is being watched
//
// Other scripts hear `ebb:charted`, `ebb:alarm` of what the page shows and `ebb:house` of every chair, on the body.

import { appendSample, moveNow } from "../lib/figure.js";
import { soundAlarm, soundLost } from "./sound.js";

const SILENCE_MS = 3000;
const REMIND_MS = 10000;
const PRIORITIES = ["high", "medium", "low"];
const BEGINNINGS = ["raised", "escalated", "passed on"];
const TRY_AGAIN_MS = 1000;
const LONGEST_PAUSE_MS = 60000;
const body = document.body;
let position = body.dataset.logPosition || "";
let pause = TRY_AGAIN_MS;
let heardAt = performance.now();
let clockOffset = 0;
let lost = false;
let unwatchedSince = null;

if (body.dataset.stream) {
  listen();
  tick();
  setInterval(tick, 1000);
  setInterval(remind, REMIND_MS);
}

function listen() {
  const source = new EventSource(`${body.dataset.stream}?after=${position}`);
  const on = (name, act) =>
    source.addEventListener(name, (event) => {
      heardAt = performance.now();
      position = event.lastEventId || position;
      pause = TRY_AGAIN_MS;
      act(JSON.parse(event.data));
    });
  on("beat", (now) => typeof now === "number" && setClock(now));
  on("board", (board) => {
    setClock(board.at);
    board.chairs.forEach(showSample);
  });
  on("sample", (sample) => {
    showSample(sample);
    document.querySelectorAll("svg[data-t0]").forEach((svg) => appendSample(svg, sample));
  });
  on("charted", (event) => tell("ebb:charted", event));
  on("watching", ({ unwatched_since }) => {
    if (unwatched_since !== null && unwatchedSince === null) soundLost();
    unwatchedSince = unwatched_since;
    showUnwatched();
  });
  on("alarm", (alarm) => {
    // Another chair's alarm sounds on this page once it has gone on to who reads it; its line is fetched afresh.
    const own = body.dataset.stream === "/stream/board/" || body.dataset.stream.includes(alarm.infusion);
    if (own ? BEGINNINGS.includes(alarm.state) : alarm.passed_to.includes(body.dataset.person)) soundAlarm(alarm.priority);
    if (own) tell("ebb:alarm", alarm);
    tell("ebb:house", alarm);
  });
  // A browser comes back by itself when a line breaks, but gives up for good when it is answered with an error.
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  });
  source.addEventListener("closed", () => {
    source.close();
    // A page that only listens to the house may hold a form half filled in: it stays, and says that the line is gone.
    if (body.dataset.state) location.reload();
  });
}

// An alarm sounds again until someone took note of it by name; that nothing watches sounds until something does.
function remind() {
  if (lost || unwatchedSince !== null) soundLost();
  const open = [...document.querySelectorAll(".alarm-flag[data-priority]:not([data-acknowledged], [data-quiet])")];
  const loudest = PRIORITIES.find((priority) => open.some((flag) => flag.dataset.priority === priority));
  if (loudest) soundAlarm(loudest);
}

function tell(name, detail) {
  body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

function setClock(epochSeconds) {
  clockOffset = epochSeconds - Date.now() / 1000;
}

function clock() {
  return Date.now() / 1000 + clockOffset;
}

function showUnwatched() {
  const notice = document.getElementById("unwatched");
  notice?.toggleAttribute("hidden", unwatchedSince === null);
  if (notice && unwatchedSince !== null) {
    notice.querySelector("b").textContent = words(Math.max(0, Math.round(clock() - unwatchedSince)));
  }
}

function showSample(sample) {
  for (const card of document.querySelectorAll(`[data-chair="${sample.chair}"]`)) {
    for (const tile of card.querySelectorAll("[data-column]")) {
      showValue(tile, sample);
    }
  }
}

function showValue(tile, sample) {
  // It stays grey, and says why, until a present number comes.
  if (sample.not_present) {
    tile.dataset.notPresent = sample.not_present;
    return;
  }
  const columns = tile.dataset.column.split(" ");
  const values = columns.map((column) => sample.values[column]);
  const off = columns.some((column) => sample.probe_off.includes(column));
  if (values.some((value) => value === undefined) && !off) return;
  tile.querySelector("b").textContent = off ? "–" : values.map((value) => Math.round(value)).join("/");
  tile.dataset.at = sample.at;
  delete tile.dataset.notPresent;
  tile.classList.toggle("off", off);
  tile.classList.toggle("doubtful", columns.some((column) => sample.doubtful.includes(column)));
}

function tick() {
  const now = clock();
  showUnwatched();
  document.querySelectorAll("[data-column]").forEach((tile) => showAge(tile, now));
  document.querySelectorAll("svg[data-t0]").forEach((svg) => moveNow(svg, now));
  const silent = performance.now() - heardAt > SILENCE_MS;
  if (silent && !lost) soundLost();
  lost = silent;
  document.getElementById("stream-lost")?.toggleAttribute("hidden", !silent);
  body.classList.toggle("stream-lost", silent);
}

function showAge(tile, now) {
  const at = Number(tile.dataset.at);
  const age = at ? Math.max(0, Math.round(now - at)) : null;
  const why = tile.dataset.notPresent;
  const stale = Boolean(why) || age === null || age > Number(tile.dataset.staleAfter || 15);
  tile.classList.toggle("stale", stale);
  const told = tile.querySelector("small");
  const old = age === null || (!stale && age < 5) ? "" : words(age);
  if (told) told.textContent = [old, why].filter(Boolean).join(" · ");
}

function words(seconds) {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
