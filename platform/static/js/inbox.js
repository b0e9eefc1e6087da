/* Deciding with fewer taps: ticking all, reasons as chips, and asking once more before approving
   in spite of findings. Without it the server asks for the same. What is opened is noted. */

for (const form of document.querySelectorAll("[data-decision]")) {
    const ticks = [...form.querySelectorAll("[data-checks] input[type=checkbox]")];
    const all = form.querySelector("[data-tick-all]");
    const missingChecks = form.querySelector("[data-missing-checks]");
    const missingOpinion = form.querySelector("[data-missing-opinion]");
    const opinion = form.querySelector("[name=opinion]");
    const reason = form.querySelector("[name=override_reason]");
    const sheet = form.querySelector("[data-sheet]");

    all.hidden = false;
    all.addEventListener("click", () => {
        for (const tick of ticks) {
            tick.checked = true;
        }
        missingChecks.hidden = true;
    });

    for (const chips of form.querySelectorAll("[data-chips]")) {
        const field = document.getElementById(chips.dataset.chips);
        chips.hidden = false;
        chips.addEventListener("click", ({ target }) => {
            if (target.matches("button")) {
                field.value = [field.value.trim(), target.textContent.trim()].filter(Boolean).join("\n");
                missingOpinion.hidden = true;
                field.focus();
            }
        });
    }

    const show = (element, focus) => {
        if (element) {
            element.hidden = false;
        }
        focus.scrollIntoView({ block: "center" });
        focus.focus({ preventScroll: true });
    };

    /* What keeps a verdict from being sent, shown where it is to be mended; nothing if all is there */
    const incomplete = (verdict) => {
        if (verdict === "returned" && !opinion.value.trim()) {
            return [missingOpinion, opinion];
        }
        const open = ticks.find((tick) => !tick.checked);
        if (verdict === "approved" && open) {
            return [missingChecks, open];
        }
        return verdict === "approved" && reason && !reason.value.trim() ? [null, reason] : null;
    };

    form.addEventListener("submit", (event) => {
        const verdict = event.submitter?.value;
        const isConfirmed = event.submitter?.matches("[data-sheet-confirm]");
        const missing = incomplete(verdict);
        if (missing) {
            event.preventDefault();
            sheet?.close();
            show(...missing);
        } else if (verdict === "approved" && sheet && !isConfirmed) {
            event.preventDefault();
            sheet.showModal();
        } else if (isConfirmed) {
            form.querySelector("[name=confirmed]").value = "1";
        }
    });

    if (form.dataset.seen) {
        const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
        fetch(form.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token } });
    }

    sheet?.querySelector("[data-sheet-close]").addEventListener("click", () => sheet.close());
    form.querySelector("[data-errors]")?.focus();
}
