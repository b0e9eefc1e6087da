/* Turns the link to the directory into a panel that finds a unit by name, pinyin or initials. */

const SHOWN = 12;

class UnitSwitcher {
    constructor(root) {
        this.root = root;
        this.link = root.querySelector("a");
        this.button = document.createElement("button");
        this.button.type = "button";
        this.button.className = this.link.className;
        this.button.append(...this.link.cloneNode(true).childNodes);
        this.button.setAttribute("aria-expanded", "false");
        this.link.replaceWith(this.button);
        this.button.addEventListener("click", () => (this.panel ? this.close() : this.open()));
        root.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && this.panel) {
                this.close();
                this.button.focus();
            }
        });
        document.addEventListener("click", (event) => {
            if (this.panel && !root.contains(event.target)) {
                this.close();
            }
        });
    }

    async open() {
        const template = this.root.querySelector("template");
        this.root.append(template.content.cloneNode(true));
        this.panel = this.root.querySelector(".switcher-panel");
        this.button.setAttribute("aria-expanded", "true");
        const input = this.panel.querySelector("input");
        input.addEventListener("input", () => this.show(input.value));
        input.focus();
        try {
            const answer = await fetch(this.root.dataset.source);
            this.units = (await answer.json()).units;
        } catch {
            window.location.href = this.link.href;
            return;
        }
        this.show(input.value);
    }

    close() {
        this.panel.remove();
        this.panel = null;
        this.button.setAttribute("aria-expanded", "false");
    }

    show(query) {
        if (!this.panel || !this.units) {
            return;
        }
        const wanted = query.trim().toLowerCase().replaceAll(" ", "");
        const found = this.units.filter((unit) => matches(unit, wanted)).slice(0, SHOWN);
        this.panel.querySelector("ul").replaceChildren(...found.map(entry));
        this.panel.querySelector("[role=status]").hidden = found.length > 0;
    }
}

function matches(unit, wanted) {
    return [unit.name, unit.short_name, ...unit.pinyin.split(" ")].some((text) => text.includes(wanted));
}

function entry(unit) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = unit.url;
    link.textContent = unit.name;
    item.append(link);
    return item;
}

for (const root of document.querySelectorAll("[data-unit-switcher]")) {
    new UnitSwitcher(root);
}
