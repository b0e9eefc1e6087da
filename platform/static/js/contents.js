/* Opens what stands beside the text, a table of contents or choices; on a phone it opens on request. */

const beside = window.matchMedia("(min-width: 900px)");

for (const contents of document.querySelectorAll("[data-contents]")) {
    contents.open = beside.matches;
    beside.addEventListener("change", () => (contents.open = beside.matches));
}
