// asyncio under Pyodide, if the page was given it: the same functions that CPython is asked for.

const file = (/** @type {string} */ path) => new URL(path, import.meta.url).href;

// Named at run time, because without `--with-pyodide` there is no such file.
const { loadPyodide } = await import(file("../pyodide/pyodide.mjs"));
const python = await loadPyodide({ indexURL: file("../pyodide/") });
python.runPython(await (await fetch(file("../python/works.py"))).text());
const measure = python.globals.get("measure");

/**
 * @param {string} work
 * @param {Record<string, number>} arguments_
 * @returns {Promise<unknown>}
 */
export async function measureInPython(work, arguments_) {
  const answer = await measure(work, python.toPy(arguments_));
  const told = answer.toJs({ dict_converter: Object.fromEntries });
  answer.destroy();
  return told;
}
