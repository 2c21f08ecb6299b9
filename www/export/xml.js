// Text in XML. Pure.

/** Text with what XML does not allow replaced. @param {string} text */
export function escape(text) {
  return (
    text
      // Control characters and lone surrogates, which XML does not allow even when escaped.
      .replaceAll(
        // oxlint-disable-next-line no-control-regex -- The pattern is to find them.
        /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
        (found) => (found.length === 2 ? found : "\ufffd"),
      )
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll(/[\t\n\r]/g, " ")
  );
}
