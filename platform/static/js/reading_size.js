/* Lets the reader choose the size of the text; the choice stays in the reader's own browser. */

const KEY = "batong-reading-size";
const texts = document.querySelectorAll("[data-reading]");

function stored() {
    try {
        return localStorage.getItem(KEY);
    } catch {
        return null;
    }
}

function keep(size) {
    try {
        localStorage.setItem(KEY, size);
    } catch {
        // A browser that stores nothing still changes the size.
    }
}

for (const group of document.querySelectorAll("[data-reading-size]")) {
    const buttons = [...group.querySelectorAll("button")];

    function choose(size) {
        for (const text of texts) {
            text.dataset.size = size;
        }
        for (const button of buttons) {
            button.setAttribute("aria-pressed", String(button.dataset.size === size));
        }
    }

    for (const button of buttons) {
        button.addEventListener("click", () => {
            choose(button.dataset.size);
            keep(button.dataset.size);
        });
    }
    group.hidden = false;
    const size = stored();
    if (buttons.some((button) => button.dataset.size === size)) {
        choose(size);
    }
}
