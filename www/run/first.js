// The first instance: it is compiled while the rest of the page still arrives.

import init from "../pkg/coroscope.js";

export const loaded = init();
// The engine hears of it, too, and says what went wrong.
loaded.catch(() => {});
