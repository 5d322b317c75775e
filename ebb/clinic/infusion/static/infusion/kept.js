// Charting goes on when the line is down: a form marked `data-kept` that cannot be sent is kept on this tablet, with
// the time it was tapped, and sent when the line is back. Its key makes sure that it is recorded once.

const STORE = "ebb-kept";
const told = document.getElementById("kept");

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-kept]");
  if (!form) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  // A button without an address of its own answers with the page's, so its attribute is asked.
  const url = event.submitter?.getAttribute("formaction") || form.action;
  const waiting = { url, body: new URLSearchParams(data).toString(), at: Date.now() };
  if (!(await send(waiting))) {
    keep([...kept(), waiting]);
    form.reset();
  }
});

addEventListener("online", retry);
setInterval(retry, 5000);
show();

async function retry() {
  const waiting = kept();
  while (waiting.length && (await send(waiting[0], true))) {
    waiting.shift();
    keep(waiting);
  }
}

// True once the server has answered: recorded, or refused with a reason that the page then shows.
async function send(waiting, later = false) {
  const body = new URLSearchParams(waiting.body);
  if (later) {
    body.set("happened", clock(waiting.at));
    body.set("late_reason", "kept on the tablet while the line was down");
  }
  try {
    const answer = await fetch(waiting.url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    if (answer.status >= 500) return false;
    if (answer.ok && !later) location.assign(answer.url);
    else if (!answer.ok) document.documentElement.replaceWith(parsed(await answer.text()));
    return true;
  } catch {
    return false;
  }
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").documentElement;
}

function kept() {
  return JSON.parse(localStorage.getItem(STORE) || "[]");
}

function keep(waiting) {
  localStorage.setItem(STORE, JSON.stringify(waiting));
  show();
}

function show() {
  const count = kept().length;
  if (!told) return;
  told.hidden = count === 0;
  told.querySelector("b").textContent = count;
}

function clock(at) {
  return new Date(at).toTimeString().slice(0, 5);
}
