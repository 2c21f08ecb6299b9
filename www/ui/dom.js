// The few helpers that views share. Text goes in as text, never as markup.

import { begin } from "../settled.js";

/** @import { Props } from "./types.js" */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} [props]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Text in which `code` and *emphasis* are marked as in Rust's doc comments.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function prose(text) {
  return text.split(/(`[^`]+`|\*[^*\s][^*]*\*)/).map((part) => {
    if (/^`.+`$/.test(part)) return h("code", {}, part.slice(1, -1));
    return /^\*.+\*$/.test(part) ? h("em", {}, part.slice(1, -1)) : part;
  });
}

/** An element of index.html. @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}

/** Smooth scrolling, unless a person wants less movement. @returns {ScrollBehavior} */
export function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

/** Draws in the next frame, or soon where there are none, as in a hidden tab. @param {() => void} draw */
export function soon(draw) {
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, document.hidden ? 0 : 150);
  function go() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    draw();
  }
}

/** Sets a text, unless it is the same already. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @param {Element} element @param {string} name @param {string | null} value */
export function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Calls `render` only when an argument is not the same as before.
 * @template {unknown[]} A
 * @param {(...args: A) => void} render
 * @returns {(...args: A) => void}
 */
export function whenChanged(render) {
  /** @type {A | undefined} */
  let last;
  return (...args) => {
    if (last?.every((value, index) => Object.is(value, args[index]))) return;
    last = args;
    render(...args);
  };
}

/**
 * Fetches a style sheet. The promise is also fulfilled if that fails, because a view is of use without
 * its styles.
 * @param {string} path  from the page's own folder
 * @returns {Promise<void>}
 */
export function fetchStyle(path) {
  const href = new URL(`../${path}`, import.meta.url).href;
  const links = [...document.head.querySelectorAll("link")];
  // It may have been asked for ahead, which does not apply it.
  const known = links.some((link) => link.rel === "stylesheet" && link.href === href);
  if (known) return Promise.resolve();
  const done = begin("fetching a style sheet");
  return new Promise((resolve) => {
    const come = () => {
      done();
      resolve();
    };
    document.head.append(h("link", { rel: "stylesheet", href, load: come, error: come }));
  });
}
