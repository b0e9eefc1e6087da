/* Opens the pictures of a text large over the page; without script the link opens the picture. */

function open(link) {
    const small = link.querySelector("img");
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    const image = document.createElement("img");
    image.src = link.href;
    image.alt = small.alt;
    const words = document.createElement("p");
    words.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    const form = document.createElement("form");
    form.method = "dialog";
    const button = document.createElement("button");
    button.className = "button";
    button.textContent = link.dataset.close;
    form.append(button);
    dialog.append(image, words, form);
    dialog.setAttribute("aria-label", small.alt);
    dialog.addEventListener("click", (event) => {
        if (event.target === dialog) {
            dialog.close();
        }
    });
    dialog.addEventListener("close", () => {
        dialog.remove();
        link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
}

for (const link of document.querySelectorAll("[data-enlarge]")) {
    link.addEventListener("click", (event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            open(link);
        }
    });
}
