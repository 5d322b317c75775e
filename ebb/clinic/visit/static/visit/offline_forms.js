// Charting goes on when the line is down: a form marked `data-kept` that cannot be sent is kept on this tablet, with
// the time it was tapped, and sent when the line is back. Its key makes sure that it is recorded once.

const STORE = "ebb-kept";
const TAKEN = "taken";
const LATER = "later";
const DOORS = /^\/(accounts|people)\//;
const person = document.body.dataset.person;
const told = document.getElementById("kept");

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-kept]");
  if (!form) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  // A button without an address of its own answers with the page's, so its attribute is asked.
  const url = event.submitter?.getAttribute("formaction") || form.action;
  const waiting = { url, body: new URLSearchParams(data).toString(), at: Date.now(), person };
  if ((await send(waiting)) === LATER) {
    keep([...kept(), waiting]);
    form.reset();
  }
});

addEventListener("online", retry);
setInterval(retry, 5000);
tell();
retry();

// Lines go out in their order, each only while the person who charted it is signed in here.
async function retry() {
  for (const waiting of kept().filter((line) => line.person === person)) {
    if ((await send(waiting, true)) === LATER) return;
    keep(kept().filter((line) => line.at !== waiting.at || line.body !== waiting.body));
  }
}

// TAKEN: recorded, or refused with a reason that the page now shows. LATER: nobody answered for it yet, which is also
// so when the answer is a door: the sign-in page, the PIN, or a form that has grown too old.
async function send(waiting, again = false) {
  const body = new URLSearchParams(waiting.body);
  if (again) {
    body.set("happened", clock(waiting.at));
    body.set("late_reason", "kept on the tablet while the line was down");
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  }
  let answer;
  try {
    answer = await fetch(waiting.url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
  } catch {
    return LATER;
  }
  if (answer.status === 423 && !again) {
    document.documentElement.replaceWith(parsed(await answer.text()));
    return TAKEN;
  }
  if (answer.status !== 422 && (!answer.ok || DOORS.test(new URL(answer.url).pathname))) return LATER;
  if (answer.status === 422) document.documentElement.replaceWith(parsed(await answer.text()));
  else if (!again) await show(answer);
  return TAKEN;
}

// What was recorded is shown without going anywhere, so that the next row is under the same finger. The answer is this
// page as it now is; in recovery it is another, and this one is asked for anew.
async function show(answer) {
  const here = new URL(answer.url).pathname === location.pathname;
  const detail = here ? parsed(await answer.text()) : null;
  document.body.dispatchEvent(new CustomEvent("ebb:taken", { detail }));
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").documentElement;
}

function kept() {
  return JSON.parse(localStorage.getItem(STORE) || "[]");
}

function keep(waiting) {
  localStorage.setItem(STORE, JSON.stringify(waiting));
  tell();
}

function tell() {
  const count = kept().length;
  if (!told) return;
  told.hidden = count === 0;
  told.querySelector("b").textContent = count;
}

// By the site's zone, which the clock of the page names: the server reads it so, whatever zone the tablet is set to.
function clock(at) {
  const timeZone = document.querySelector("time[data-clock]").dataset.zone;
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat("en-GB", format).format(at);
}
