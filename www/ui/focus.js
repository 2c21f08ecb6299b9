// What is drawn anew must not take the focus from whoever is in it.

/**
 * Puts others in the place of an element's children. If the focus was on a button among them, it goes to
 * the one of the same name, to that in its place if there is none, or to the element itself.
 * @param {HTMLElement} element
 * @param {...Node} children
 */
export function replaceKeepingFocus(element, ...children) {
  const buttons = () => [...element.querySelectorAll("button")];
  const before = buttons();
  const place = before.findIndex((button) => button === document.activeElement);
  const called = nameOf(before[place]);
  // Of several with one name it is the first, second, and so on.
  const turn = before.slice(0, place).filter((button) => nameOf(button) === called).length;
  element.replaceChildren(...children);
  if (place < 0) return;
  const after = buttons();
  const same = after.filter((button) => nameOf(button) === called);
  (same[turn] ?? same[0] ?? after[place] ?? element).focus({ preventScroll: true });
}

/** @param {Element | undefined} button */
function nameOf(button) {
  return button?.getAttribute("aria-label") ?? button?.textContent;
}
