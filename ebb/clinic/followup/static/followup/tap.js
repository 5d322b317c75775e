// One tap answers a question: a number chosen by finger or mouse goes on by itself. The keyboard chooses, then Next.
const form = document.querySelector("form[data-tap]");

form?.addEventListener("click", (event) => {
  const chosen = event.target instanceof HTMLInputElement && event.target.type === "radio";
  if (chosen && event.detail > 0) {
    form.requestSubmit();
  }
});
