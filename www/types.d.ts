// What people can do, as views call it.

import type { createApp } from "./app.js";
import type { createLooking } from "./actions/looking.js";

export type { Hands } from "./actions/types.js";
export type { OwnState, Page, Run } from "./model/types.js";
export type { Engine, Predictor, RunRequest, Tracks } from "./run/types.js";
export type { View } from "./ui/types.js";

/** What people can do before there is a run to look at. */
export type FirstApp = ReturnType<typeof createApp>;

/** What people can do. */
export type App = FirstApp & ReturnType<typeof createLooking>;
