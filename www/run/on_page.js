// A run on this page's own event loop: what blocks it freezes the page.

/**
 * @param {Instance} instance
 * @param {RunRequest} request
 * @param {Listener} listener
 * @returns {Job}
 */
export function runOnPage(instance, request, listener) {
  const abort = new AbortController();
  instance.wasm
    .run(request.program, request.variant, request.values, {
      order: request.order,
      signal: abort.signal,
      on_start: (run) => listener.live({ run, instance }),
    })
    .then(
      (run) => listener.end({ run, instance }),
      // A panic is told by the engine, with its trace; this is bad input.
      (error) => instance.dead || listener.error(sentence(error)),
    );
  return { stop: () => abort.abort() };
}

/** @param {unknown} error */
export function sentence(error) {
  return error instanceof Error ? error.message : String(error);
}
