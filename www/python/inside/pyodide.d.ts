// What is used of npm's package `pyodide`, which the build bundles with the worker.

declare module "pyodide" {
  export interface PyodideFunction {
    (...args: unknown[]): unknown;
    destroy(): void;
  }
  export interface Pyodide {
    runPython(code: string): PyodideFunction;
    /** The module of Emscripten. */
    _module: Created;
    /** What of JavaScript is known to Python. */
    _api: { serializeHiwireState(): object };
  }
  export interface Created {
    HEAPU8: Uint8Array;
  }
  export interface Settings {
    API: { restoreSnapshot?: () => object };
  }
  export function loadPyodide(options: Record<string, unknown>): Promise<Pyodide>;
}

declare module "pyodide/asm" {
  import type { Created, Settings } from "pyodide";
  const createPyodideModule: (settings: Settings) => Promise<Created>;
  export default createPyodideModule;
}

declare module "pyodide/lock" {
  /** The versions that it was built with. */
  export const info: object;
}
