// Asks for what shows a run while the last of the first part of the wasm still comes. Later, the
// network would have nothing to do for as long as a request is under way; sooner, both would share it, and
// Run would wait for what it does not need.

/** When so much of the first part has come, unpacked, what is asked for arrives right after the rest. */
const ENOUGH = 120_000;

/** Reads along while a response comes. @param {Response} response  one that nobody else reads */
export async function askAhead(response) {
  try {
    const reader = response.body?.getReader();
    let bytes = 0;
    while (bytes < ENOUGH) {
      const part = await reader?.read();
      if (!part?.value) break;
      bytes += part.value.length;
    }
    // The other who reads it goes on.
    await reader?.cancel();
  } finally {
    ask();
  }
}

/** The document names what it is: browsers do nothing with a link that says not what it is for. */
function ask() {
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (
    document.querySelectorAll("link[data-ahead]")
  )) {
    link.rel = link.dataset["ahead"] ?? "";
  }
}
