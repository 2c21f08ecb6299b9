// The type of the app: everything that people can do, as views call it.

import type { createApp } from "./app.js";
import type { createLooking } from "./actions/looking.js";
import type { createPredictor } from "./run/predictor.js";

export type { Kit, Own } from "./actions/types.js";
export type { Program, Run, State, Track } from "./model/types.js";
export type { Predictor } from "./run/types.js";
export type { Render } from "./ui/types.js";

export type CreateLooking = typeof createLooking;
export type CreatePredictor = typeof createPredictor;

/** What people can do before there is a run to look at. */
export type FirstApp = ReturnType<typeof createApp>;

/** What people can do. */
export type App = FirstApp & ReturnType<CreateLooking>;
