// Lists that change while somebody reads in them.

/**
 * Makes the children of `parent` show `items`. Children whose item is the same
 * stay as they are, so that focus, selection and scroll are kept.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf   items with the same key look the same
 * @param {(item: T, index: number) => Element} make
 */
export function patchList(parent, items, keyOf, make) {
  items.forEach((item, index) => {
    const key = keyOf(item);
    const old = /** @type {HTMLElement | undefined} */ (parent.children[index]);
    if (old?.dataset["key"] === key) return;
    const fresh = make(item, index);
    fresh.setAttribute("data-key", key);
    if (old) old.replaceWith(fresh);
    else parent.append(fresh);
  });
  while (parent.children.length > items.length) parent.lastElementChild?.remove();
}
