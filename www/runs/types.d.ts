// Types that this room uses, all of them from below.

export type { Instance, Kept, Program, Run, Settings, State, Track } from "../model/types.js";
export type { App } from "../types.js";
export type { Render } from "../ui/types.js";
