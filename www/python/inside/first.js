// Comes before Pyodide, which takes a worker that can import scripts for one that can import no modules.
// Here it need not import any.

Reflect.deleteProperty(globalThis, "importScripts");
