// Shows what index.html says of a page that could not be loaded, when a module fails.

addEventListener(
  "error",
  (/** @type {any} */ { target }) => {
    const { dataset } = document.documentElement;
    if (dataset.state !== "loading" || (target !== self && target.type !== "module")) return;
    dataset.state = "failed";
    document.getElementById("status")?.replaceChildren("Failed");
  },
  true,
);
