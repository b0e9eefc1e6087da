/* Gives picture news one button a picture; nothing moves unless a button is pressed. */

for (const root of document.querySelectorAll("[data-pictures]")) {
    const list = root.querySelector("ol");
    const pictures = [...list.children];
    if (pictures.length < 2) {
        list.removeAttribute("tabindex");
        continue;
    }
    const template = root.querySelector("template");
    const bar = document.createElement("div");
    bar.className = "pictures-buttons";
    const buttons = pictures.map((_, place) => {
        const button = template.content.firstElementChild.cloneNode(true);
        button.append(String(place + 1));
        button.addEventListener("click", () => show(place));
        return button;
    });

    function show(shown) {
        pictures.forEach((picture, place) => (picture.hidden = place !== shown));
        buttons.forEach((button, place) => {
            if (place === shown) {
                button.setAttribute("aria-current", "true");
            } else {
                button.removeAttribute("aria-current");
            }
        });
    }

    bar.append(...buttons);
    root.append(bar);
    root.classList.add("is-enhanced");
    list.removeAttribute("tabindex");
    show(0);
}
