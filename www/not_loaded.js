// Shows what index.html says of a page that could not be loaded, when a module fails.

addEventListener(
  "error",
  (/** @type {any} */ { target }) => {
    const { dataset } = document.documentElement;
    // Run does without what is fetched ahead.
    const isWaitedFor = target === self || (target.type === "module" && !("ahead" in target.dataset));
    if (dataset.state !== "loading" || !isWaitedFor) return;
    dataset.state = "failed";
    document.getElementById("status")?.replaceChildren("Failed");
  },
  true,
);
