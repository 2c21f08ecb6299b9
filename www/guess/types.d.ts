// Types that this room uses, all of them from below.

export type { Guess, Language, Run, Settings, State, Track } from "../model/types.js";
export type { FirstApp } from "../types.js";
export type { Render } from "../ui/types.js";
