/* What a careful reader would measure on the page as it stands. */
() => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`;
    const hiddenFromView = (element) => element.closest(".visually-hidden, .skip-link") !== null;

    function texts() {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && shown(element) && !hiddenFromView(element)) {
                found.push([element, walker.currentNode.data.trim()]);
            }
        }
        return found;
    }

    const small = texts()
        .map(([element, text]) => [parseFloat(getComputedStyle(element).fontSize), element, text])
        .filter(([size]) => size < 14)
        .map(([size, element, text]) => `${size}px ${name(element)} ${text.slice(0, 30)}`);

    const cut = texts()
        .map(([element]) => element)
        .filter((element) => {
            const style = getComputedStyle(element);
            return (
                (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "auto") ||
                (style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1)
            );
        })
        .map((element) => `${name(element)} ${element.textContent.trim().slice(0, 40)}`);

    /* A target is what can be hit: the whole row where a link covers it. Links inside running text
       are as high as their line. */
    function hit(element) {
        const own = element.getBoundingClientRect();
        const cover = getComputedStyle(element, "::after");
        if (cover.content !== "none" && cover.position === "absolute") {
            let around = element;
            while (around && getComputedStyle(around).position === "static") {
                around = around.parentElement;
            }
            return around ? around.getBoundingClientRect() : own;
        }
        return own;
    }

    const inText = (element) =>
        getComputedStyle(element).display === "inline" &&
        [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

    const low = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
        .filter((element) => shown(element) && !hiddenFromView(element) && !inText(element))
        .map((element) => [hit(element), element])
        .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 24))
        .map(([box, element]) => `${Math.round(box.width)}×${Math.round(box.height)} ${name(element)} ${element.textContent.trim().slice(0, 24)}`);

    const beyond = [...document.body.querySelectorAll("*")]
        .filter((element) => shown(element) && element.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5)
        .map(name);

    const main = document.querySelector("main");
    const first = [...main.querySelectorAll("h1, h2, p, li")].find((element) => shown(element) && !hiddenFromView(element) && !element.closest("nav"));

    return {
        scrollWidth: document.scrollingElement.scrollWidth,
        beyond,
        small,
        cut,
        low,
        contentTop: first ? first.getBoundingClientRect().top + scrollY : null,
        headingTop: main.getBoundingClientRect().top + scrollY,
    };
}
