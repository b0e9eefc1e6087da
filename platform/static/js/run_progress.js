/* How far a run over units is, asked for anew every two seconds until it stands still. Without it
   the page is opened again. */

const PAUSE = 2000;
const section = document.querySelector("[data-run]");
const part = (name) => section.querySelector(`[data-run-${name}]`);

part("hint").hidden = true;

const ask = async () => {
    const answer = await fetch(section.dataset.run, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
        part("hint").hidden = false;
        return;
    }
    const run = await answer.json();
    part("label").textContent = run.label;
    part("told").textContent = run.told;
    part("moved").textContent = run.moved;
    part("percent").value = run.percent;
    if (run.moving) {
        setTimeout(ask, PAUSE);
    } else {
        window.location.reload();
    }
};

setTimeout(ask, PAUSE);
