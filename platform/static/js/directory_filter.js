/* Filters a directory of units by name, pinyin or initials; groups left empty are hidden. */

function connect(root) {
    const form = root.querySelector("[data-filter]");
    const input = form.querySelector("input");
    const none = form.querySelector("[data-none]");
    const rows = [...root.querySelectorAll("[data-unit]")];
    const groups = [...root.querySelectorAll("[data-group]")];
    let words = null;

    async function load() {
        if (words) {
            return;
        }
        words = new Map();
        try {
            const answer = await fetch(root.dataset.source);
            for (const unit of (await answer.json()).units) {
                words.set(unit.code, [unit.short_name, ...unit.pinyin.split(" ")]);
            }
        } catch {
            // Without the list, names alone are matched.
        }
        filter();
    }

    function filter() {
        const wanted = input.value.trim().toLowerCase().replaceAll(" ", "");
        let shown = 0;
        for (const row of rows) {
            const known = [row.dataset.name, ...(words?.get(row.dataset.unit) ?? [])];
            row.hidden = !known.some((text) => text.includes(wanted));
            shown += row.hidden ? 0 : 1;
        }
        for (const group of groups) {
            group.hidden = !group.querySelector("[data-unit]:not([hidden])");
        }
        none.hidden = shown > 0;
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("focus", load, { once: true });
    input.addEventListener("input", filter);
}

for (const root of document.querySelectorAll("[data-directory]")) {
    connect(root);
}
