// For the pages of others: listings of Python that use asyncio get a button that runs them, in a frame of
// Coroscope in their place; and frames of Coroscope that stand in the page are as high as what they show.
//
//   <script src="…/listings.js" defer></script>
//
// It is one plain script, needs nothing of the page but that frames of its own origin are allowed, and
// leaves a listing as it was when they are not. Attributes of the script are for all listings, those of
// a `pre`, or of what is around it, for that one:
//
//   data-coroscope="off"       leaves it out; on the script, all of them
//   data-coroscope-show        what is shown besides the timeline: source, output, why, with dots between
//   data-coroscope-theme       light or dark; otherwise as the reader's system has it
//   data-coroscope-label       the words on the button
//   data-coroscope-select      on the script: which elements are listings

(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  const base = new URL(".", script.src);

  /** Nothing is heard of a frame for this time after it has loaded, or at all: it cannot be had, ms. */
  const PATIENCE = 8_000;
  const LONGEST = 30_000;
  const SELECT = "pre > code.language-python, pre > code.lang-python";
  const ASYNC = /\basyncio\b|\basync\s+def\b/;
  const SORRY = "Coroscope could not be reached, so this listing cannot be run now.";

  /** The frame that has Python: two of them do not load it at the same time. @type {HTMLIFrameElement | null} */
  let busy = null;

  /** Those that took the place of a listing. @type {WeakSet<HTMLIFrameElement>} */
  const opened = new WeakSet();

  /** @param {Element} of @param {string} name */
  const option = (of, name) => of.closest(`[${name}]`)?.getAttribute(name) ?? script.getAttribute(name);

  /** @param {Element} code */
  function dress(code) {
    const pre = code.parentElement;
    const text = (code.textContent ?? "").replace(/\n?$/, "\n");
    if (!pre || !ASYNC.test(text) || option(pre, "data-coroscope") === "off") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "coroscope-run";
    button.textContent = option(pre, "data-coroscope-label") || "Run with Coroscope";
    const said = document.createElement("span");
    said.className = "coroscope-said";
    said.setAttribute("role", "status");
    const bar = document.createElement("p");
    bar.className = "coroscope-bar";
    bar.append(button, " ", said);
    pre.after(bar);
    button.addEventListener("click", () => {
      said.textContent = "";
      open({ pre, bar, button, said, text });
    });
  }

  /** @typedef {{ pre: HTMLElement, bar: HTMLElement, button: HTMLElement, said: HTMLElement, text: string }} Listing */

  /** @param {Listing} listing */
  function open({ pre, bar, button, said, text }) {
    const frame = document.createElement("iframe");
    const show = option(pre, "data-coroscope-show") ?? "source.output.settings";
    frame.src = new URL(
      `embed.html?program=python&variant=listing&show=${encodeURIComponent(show)}`,
      base,
    ).href;
    frame.title = "The listing, run by Coroscope";
    frame.allow = "clipboard-write";
    // By properties: a policy of the page may refuse attributes.
    Object.assign(frame.style, { display: "block", width: "100%", height: "30rem", border: "0" });
    const close = document.createElement("button");
    close.type = "button";
    close.className = "coroscope-close";
    close.textContent = "Back to the listing";

    /** @param {string} [sentence] */
    const end = (sentence = "") => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      document.removeEventListener("securitypolicyviolation", refuse);
      if (busy === frame) busy = null;
      frame.remove();
      close.remove();
      pre.hidden = bar.hidden = false;
      said.textContent = sentence;
      button.focus();
    };
    let timer = setTimeout(() => end(SORRY), LONGEST);
    let isHere = false;

    /** @param {MessageEvent} event */
    function hear({ source, origin, data }) {
      if (source !== frame.contentWindow || origin !== base.origin) return;
      if (data?.coroscope === "here") {
        isHere = true;
        clearTimeout(timer);
        document.removeEventListener("securitypolicyviolation", refuse);
        pre.hidden = bar.hidden = true;
        const theme = option(pre, "data-coroscope-theme");
        frame.contentWindow?.postMessage({ coroscope: "open", code: text, theme }, base.origin);
      }
    }
    addEventListener("message", hear);
    /** Of a frame that a policy of the page refuses Chromium tells `load` and Firefox does not. @param {SecurityPolicyViolationEvent} event */
    function refuse({ blockedURI, disposition }) {
      // It says the address, or only its origin, without a slash at the end.
      if (disposition === "enforce" && blockedURI && frame.src.startsWith(blockedURI)) end(SORRY);
    }
    document.addEventListener("securitypolicyviolation", refuse);
    // What is refused, or cannot be reached, loads as an error of the browser.
    frame.addEventListener("load", () => {
      clearTimeout(timer);
      if (!isHere) timer = setTimeout(() => end(SORRY), PATIENCE);
    });
    close.addEventListener("click", () => end());
    busy?.contentWindow?.postMessage({ coroscope: "rest" }, base.origin);
    busy = frame;
    opened.add(frame);
    bar.after(frame, close);
    frame.focus();
  }

  // Frames say that they are here when they are; those that were before this script are asked.
  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== base.origin) return;
    const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
    if (!frame) return;
    if (data?.coroscope === "here" && !opened.has(frame)) greet(frame);
    if (data?.coroscope === "height" && data.height > 0) frame.style.height = `${Math.ceil(data.height)}px`;
  });

  /** It says nothing, so it does not matter who hears it: a frame may not have come yet. @param {HTMLIFrameElement} frame */
  const greet = (frame) => frame.contentWindow?.postMessage({ coroscope: "hello" }, "*");

  function dressAll() {
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.src.startsWith(new URL("embed.html", base).href)) greet(frame);
    }
    const select = script?.getAttribute("data-coroscope-select") || SELECT;
    for (const code of document.querySelectorAll(select)) dress(code);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dressAll);
  else dressAll();
})();
