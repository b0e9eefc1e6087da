/* Suggests units, services and titles below the search box: the combobox of the ARIA patterns.
   Without a script, or while the server does not answer, the form works as it is. */

const PAUSE = 180;

class Suggestions {
    constructor(form) {
        this.form = form;
        this.input = form.querySelector("input[type=search]");
        this.unit = form.querySelector("[name=unit]");
        this.active = -1;
        this.known = new Map();
        this.list = document.createElement("ul");
        this.list.id = `${this.input.id}-suggestions`;
        this.list.className = "search-suggestions";
        this.list.setAttribute("role", "listbox");
        this.list.setAttribute("aria-labelledby", form.getAttribute("aria-labelledby"));
        this.list.hidden = true;
        this.status = form.querySelector("template").content.firstElementChild.cloneNode(true);
        this.words = this.status.textContent;
        this.status.textContent = "";
        form.append(this.list, this.status);
        this.setUp();
    }

    setUp() {
        const { input, list } = this;
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-controls", list.id);
        input.setAttribute("aria-expanded", "false");
        input.addEventListener("input", (event) => event.isComposing || this.wait());
        input.addEventListener("compositionend", () => this.wait());
        input.addEventListener("keydown", (event) => this.press(event));
        input.addEventListener("blur", () => this.close());
        this.unit?.addEventListener("change", () => this.close());
        // The field keeps the focus, else it would close the list before the click
        list.addEventListener("pointerdown", (event) => event.preventDefault());
        list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option) {
                window.location.assign(option.dataset.url);
            }
        });
    }

    wait() {
        clearTimeout(this.timer);
        this.request?.abort();
        this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
        const typed = this.input.value.trim();
        if (!typed) {
            this.close();
            return;
        }
        const query = new URLSearchParams({ q: typed, unit: this.unit?.value ?? "" }).toString();
        try {
            if (!this.known.has(query)) {
                this.request = new AbortController();
                const answer = await fetch(`${this.form.dataset.suggest}?${query}`, {
                    signal: this.request.signal,
                });
                if (!answer.ok) {
                    throw new Error(answer.statusText);
                }
                this.known.set(query, (await answer.json()).suggestions);
            }
        } catch {
            // Suggesting is an extra: the form still searches.
            this.close();
            return;
        }
        if (this.input.value.trim() === typed && document.activeElement === this.input) {
            this.show(this.known.get(query));
        }
    }

    show(suggestions) {
        this.choose(-1);
        this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
        this.list.hidden = suggestions.length === 0;
        this.input.setAttribute("aria-expanded", String(!this.list.hidden));
        this.status.textContent = this.list.hidden ? "" : this.words;
    }

    option(suggestion, place) {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url;
        const text = document.createElement("span");
        text.textContent = suggestion.text;
        const kind = document.createElement("span");
        kind.className = "search-suggestion-kind";
        kind.textContent = suggestion.label;
        option.append(text, kind);
        return option;
    }

    press(event) {
        const last = this.list.children.length - 1;
        if (event.isComposing || this.list.hidden) {
            return;
        }
        if (event.key === "ArrowDown") {
            this.choose(this.active === last ? -1 : this.active + 1);
        } else if (event.key === "ArrowUp") {
            this.choose(this.active === -1 ? last : this.active - 1);
        } else if (event.key === "Enter" && this.active >= 0) {
            window.location.assign(this.list.children[this.active].dataset.url);
        } else if (event.key === "Escape") {
            this.close();
        } else {
            return;
        }
        event.preventDefault();
    }

    choose(place) {
        this.list.children[this.active]?.setAttribute("aria-selected", "false");
        this.active = place;
        const option = this.list.children[place];
        if (option) {
            option.setAttribute("aria-selected", "true");
            option.scrollIntoView({ block: "nearest" });
            this.input.setAttribute("aria-activedescendant", option.id);
        } else {
            this.input.removeAttribute("aria-activedescendant");
        }
    }

    close() {
        clearTimeout(this.timer);
        this.request?.abort();
        this.show([]);
    }
}

for (const form of document.querySelectorAll("[data-suggest]")) {
    new Suggestions(form);
}
