// Keeps what is being typed, so that a lock, a lost line or a reload loses nothing.
//
// A form with `data-draft` is kept in this tab under its name and the person who typed; passwords and hidden fields
// never are, and a form without the mark, such as the blind check, is never kept at all.

const person = document.body.dataset.person || "";

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = `draft:${person}:${form.dataset.draft}`;
  restore(form, name);
  form.addEventListener("input", () => sessionStorage.setItem(name, JSON.stringify(typed(form))));
  form.addEventListener("submit", () => sessionStorage.removeItem(name));
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "password", "submit", "file"].includes(field.type));
}

function typed(form) {
  return fields(form).map((field) =>
    ["checkbox", "radio"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value],
  );
}

function restore(form, name) {
  const kept = JSON.parse(sessionStorage.getItem(name) || "[]");
  for (const [field, value, checked] of kept) {
    for (const place of fields(form).filter((one) => one.name === field)) {
      if (checked === undefined) place.value = value;
      else if (place.value === value) place.checked = checked;
    }
  }
  if (kept.length) form.closest("details")?.setAttribute("open", "");
}
