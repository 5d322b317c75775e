// Keeps every <time data-clock> at the server's time, whatever the device believes.
const FORMAT = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };

function start(clock) {
  const ahead = Number(clock.dataset.clock) * 1000 - Date.now();
  const format = new Intl.DateTimeFormat("en-GB", { ...FORMAT, timeZone: clock.dataset.zone });

  function tick() {
    const now = Date.now() + ahead;
    clock.textContent = format.format(now);
    setTimeout(tick, 1000 - (now % 1000));
  }
  tick();
}

document.querySelectorAll("time[data-clock]").forEach(start);
