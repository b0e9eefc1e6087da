/* Lets the reader go to a page by its number; the pages keep addresses of their own. */

for (const form of document.querySelectorAll("[data-pager-jump]")) {
    const input = form.querySelector("input");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const { first, before, after } = form.dataset;
        const number = Number(input.value);
        window.location.href = number === 1 ? first : `${before}${number}${after}`;
    });
}
