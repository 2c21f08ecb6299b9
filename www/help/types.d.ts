// Types that this room uses, all of them from below.

export type { App } from "../types.js";
export type { KeyHelp } from "../ui/types.js";
