// Keeps the page for when there is no network, and says when there is a new
// version of it.

import { fetchStyle, h } from "../ui/dom.js";
import { register } from "./register.js";

/** A page that is shown again after this time looks for a new version, ms. */
const OLD = 3_600_000;
/** A busy page tries again after this time, ms. */
const PAUSE = 1000;

export function startOffline() {
  const { serviceWorker } = navigator;
  // Private windows often have no service workers, and an embedded page registers none.
  if (!serviceWorker || parent !== self) return;
  const notify = createNotice();
  serviceWorker.addEventListener("message", ({ data }) => data === "new version" && notify());
  serviceWorker.startMessages();
  const ask = () => serviceWorker.controller?.postMessage("is there a new version?");
  serviceWorker.addEventListener("controllerchange", ask);
  ask();
  // A person has not asked for this, so a failure is not reported.
  whenIdle(() =>
    register()
      .then(follow)
      .catch(() => {}),
  );
}

/** Waits until the page has nothing to do, and measures nothing. @param {() => void} start */
function whenIdle(start) {
  const isBusy = () => ["loading", "running"].includes(document.documentElement.dataset["state"] ?? "");
  const again = () => (isBusy() ? setTimeout(again, PAUSE) : start());
  if ("requestIdleCallback" in window) requestIdleCallback(again);
  else setTimeout(again, PAUSE);
}

/** @param {ServiceWorkerRegistration | null} registration */
function follow(registration) {
  let asked = 0;
  const look = () => {
    if (document.hidden || !navigator.onLine || performance.now() - asked < OLD) return;
    asked = performance.now();
    registration?.update().catch(() => {});
  };
  document.addEventListener("visibilitychange", look);
  asked = -OLD;
  look();
}

/** @returns {() => void} shows it */
function createNotice() {
  // Screen readers read a status out only if it was there before its words.
  const notice = h("div", { class: "update", role: "status", "data-testid": "update" });
  document.querySelector(".sidebar")?.append(notice);
  return () => {
    if (notice.childElementCount > 0) return;
    fetchStyle("offline/offline.css");
    notice.append(
      h("p", {}, "There is a new version of this page."),
      h(
        "button",
        { type: "button", class: "small", "data-testid": "reload", click: () => location.reload() },
        "Reload",
      ),
      h("button", { type: "button", class: "small quiet", click: () => notice.remove() }, "Later"),
    );
  };
}
