/* Filters the link directory by name; levels left empty are hidden. */

for (const root of document.querySelectorAll("[data-links]")) {
    const form = root.querySelector("[data-filter]");
    const input = form.querySelector("input");
    const none = form.querySelector("[data-none]");
    const rows = [...root.querySelectorAll("[data-link]")];
    const groups = [...root.querySelectorAll("[data-group]")];

    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", () => {
        const wanted = input.value.trim().toLowerCase();
        for (const row of rows) {
            row.hidden = !row.dataset.link.toLowerCase().includes(wanted);
        }
        for (const group of groups) {
            group.hidden = !group.querySelector("[data-link]:not([hidden])");
        }
        none.hidden = rows.some((row) => !row.hidden);
    });
}
