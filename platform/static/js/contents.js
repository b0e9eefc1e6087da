/* Opens the table of contents where it stands beside the text; on a phone it opens on request. */

const beside = window.matchMedia("(min-width: 900px)");

for (const contents of document.querySelectorAll("[data-contents]")) {
    contents.open = beside.matches;
    beside.addEventListener("change", () => (contents.open = beside.matches));
}
