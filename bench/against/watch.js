// Notes when the picture of a prediction is drawn, by what is true in every revision of the page: the track
// of a prediction has its total, and something is painted on its canvas. It runs before the page does.

const watched = {
  /** When the picture was there, ms; 0 as long as it is not. */
  drawn: 0,
  /** The program whose picture is waited for; any, if there is none. */
  program: "",
};

/** @param {HTMLCanvasElement | OffscreenCanvas} canvas */
function look(canvas) {
  if (watched.drawn || !("closest" in canvas)) return;
  const track = canvas.closest("#track-list .track.predicted");
  const total = track?.querySelector(".track-total")?.textContent;
  if (!total || track.classList.contains("stale")) return;
  const current = document.querySelector("#catalog [aria-current]");
  if (watched.program && current?.getAttribute("data-program") !== watched.program) return;
  if (isInFrame) frameIsDone();
  else requestAnimationFrame(frameIsDone);
}

/** What a browser does after the scripts of a frame, layout and painting, belongs to the picture. */
function frameIsDone() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (watched.drawn ||= performance.now());
  port2.postMessage(null);
}

/** Is this the script of a frame? */
let isInFrame = false;
const own = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (act) =>
  own((at) => {
    isInFrame = true;
    try {
      act(at);
    } finally {
      isInFrame = false;
    }
  });

for (const name of ["fill", "fillRect", "stroke", "drawImage", "putImageData"]) {
  /** @type {any} */
  const pen = CanvasRenderingContext2D.prototype;
  const own = pen[name];
  pen[name] = function (/** @type {unknown[]} */ ...words) {
    look(this.canvas);
    return own.apply(this, words);
  };
}

/**
 * What the page took until the picture was there.
 * @returns {Promise<Record<string, number>>}
 */
async function weigh() {
  const loaded = performance.getEntriesByType("resource");
  /** @param {string} url */
  const gzipped = async (url) => {
    const body = (await fetch(url)).body?.pipeThrough(new CompressionStream("gzip"));
    return (await new Response(body).arrayBuffer()).byteLength;
  };
  // What is asked for ahead is begun before Run is usable, which does not wait for it.
  const ahead = [...document.querySelectorAll("link[data-ahead]")].map((link) => Reflect.get(link, "href"));
  /** @param {number} at @param {string[]} [without] */
  const until = async (at, without = []) => {
    const begun = loaded.filter((entry) => entry.startTime < at && !without.includes(entry.name));
    const names = begun.map((entry) => entry.name);
    const bytes = await Promise.all([...new Set([location.href, ...names])].map(gzipped));
    return { requests: names.length + 1, kib: bytes.reduce((sum, size) => sum + size, 0) / 1024 };
  };
  const ready = performance.getEntriesByName("ready")[0]?.startTime ?? NaN;
  const [usable, drawn] = [await until(ready, ahead), await until(watched.drawn)];
  return {
    ready_ms: ready,
    ready_kib: usable.kib,
    drawn_ms: watched.drawn,
    drawn_requests: drawn.requests,
    drawn_kib: drawn.kib,
  };
}

/**
 * Chooses each of these programs, one after another. Returns how long each took until its picture was
 * there, ms.
 * @param {string[]} programs
 */
async function choose(programs) {
  const took = [];
  for (const program of programs) {
    const link = document.querySelector(`#catalog [data-program="${program}"]`);
    if (!(link instanceof HTMLElement)) throw new Error(`this page has no program ${program}`);
    watched.drawn = 0;
    watched.program = program;
    const began = performance.now();
    link.click();
    while (!watched.drawn) {
      if (performance.now() - began > 20_000) throw new Error(`${program} was not drawn`);
      await new Promise((go) => setTimeout(go, 20));
    }
    took.push(watched.drawn - began);
    // What comes along with a program is not to be in the way of the next.
    await new Promise((go) => setTimeout(go, 300));
  }
  return took;
}

/** Has nothing been fetched for so long, ms? @param {number} quiet */
function isQuiet(quiet) {
  const ends = performance.getEntriesByType("resource").map((entry) => entry.startTime + entry.duration);
  return performance.now() - Math.max(0, ...ends) > quiet;
}

Object.assign(window, { against: { watched, weigh, choose, isQuiet } });
