// What is used of npm's package `pyodide`, which the build bundles with the worker.

declare module "pyodide" {
  export interface PyodideFunction {
    (...args: unknown[]): unknown;
    destroy(): void;
  }
  export interface Pyodide {
    runPython(code: string): PyodideFunction;
    /** The module of Emscripten. */
    _module: { HEAPU8: Uint8Array };
  }
  export function loadPyodide(options: Record<string, unknown>): Promise<Pyodide>;
}

declare module "pyodide/asm" {
  const createPyodideModule: (settings: object) => Promise<unknown>;
  export default createPyodideModule;
}

declare module "pyodide/lock" {
  /** The versions that it was built with. */
  export const info: object;
}
