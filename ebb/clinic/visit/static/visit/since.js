// Counts up from a moment: <b data-since="1764000000"></b> tells 3:12.

const seconds = (at) => Math.max(0, Math.floor(Date.now() / 1000 - at));

setInterval(() => {
  for (const place of document.querySelectorAll("[data-since]")) {
    const past = seconds(Number(place.dataset.since));
    place.textContent = `${Math.floor(past / 60)}:${String(past % 60).padStart(2, "0")}`;
  }
}, 1000);
