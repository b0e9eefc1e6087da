/* What a careful reader would measure on the page as it stands. */
() => {
    const LEAST_TEXT = document.documentElement.dataset.mode === "elder" ? 18 : 14;
    const LEAST_TARGET = 44;

    const box = (element) => element.getBoundingClientRect();
    const isShown = (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !element.closest(".visually-hidden, .skip-link");
    const told = (element) =>
        `${element.tagName.toLowerCase()}.${element.getAttribute("class")} ${element.textContent.trim().slice(0, 30)}`;

    function textElements() {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = new Set();
        while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && isShown(element)) {
                found.add(element);
            }
        }
        return [...found];
    }

    function isCut(element) {
        const style = getComputedStyle(element);
        const aside = element.scrollWidth > element.clientWidth + 1;
        const below = element.scrollHeight > element.clientHeight + 1;
        return (
            (aside && ["hidden", "clip"].includes(style.overflowX)) ||
            (below && ["hidden", "clip"].includes(style.overflowY))
        );
    }

    /* A target is what can be hit: the whole row where a link covers it. */
    function cover(link) {
        const after = getComputedStyle(link, "::after");
        if (after.content === "none" || after.position !== "absolute") {
            return null;
        }
        let around = link;
        while (around && getComputedStyle(around).position === "static") {
            around = around.parentElement;
        }
        return around;
    }

    /* A link inside running text is as high as its line. */
    const isInText = (element) =>
        getComputedStyle(element).display === "inline" &&
        [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

    const targets = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")].filter(
        (element) => isShown(element) && !isInText(element)
    );

    function overlapping() {
        const own = targets.filter((target) => !cover(target));
        const pairs = own.flatMap((one, place) => own.slice(place + 1).map((other) => [one, other]));
        return pairs.filter(([one, other]) => {
            const [a, b] = [box(one), box(other)];
            const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            return width > 1 && height > 1 && !one.contains(other) && !other.contains(one);
        });
    }

    const texts = textElements();
    const main = document.querySelector("main");
    const first = [...main.querySelectorAll("h1, h2, p, li")].find(
        (element) => isShown(element) && !element.closest("nav")
    );
    return {
        scrollWidth: document.scrollingElement.scrollWidth,
        beyond: [...document.body.querySelectorAll("*")]
            .filter((element) => isShown(element) && box(element).right > innerWidth + 1)
            .slice(0, 5)
            .map(told),
        small: texts.filter((element) => parseFloat(getComputedStyle(element).fontSize) < LEAST_TEXT).map(told),
        cut: texts.filter(isCut).map(told),
        low: targets.filter((target) => box(cover(target) ?? target).height < LEAST_TARGET - 0.5).map(told),
        overlapping: overlapping().map(([one, other]) => `${told(one)} / ${told(other)}`),
        contentTop: box(first).top + scrollY,
    };
}
