// An editor for Python, in a shadow root: there its style sheets are made by script and no policy
// refuses them. It knows nothing of runs and of the page. It is fetched when somebody wants it.

import {
  Compartment,
  EditorState,
  EditorView,
  bracketMatching,
  indentOnInput,
  indentUnit,
  lineNumbers,
} from "../pkg/codemirror.js";
import { h, setText } from "../ui/dom.js";
import { colours, python } from "./colours.js";
import { createKeys, hintOf, indents } from "./keys.js";
import { HINT, looks } from "./looks.js";
import { marks, marksEffect } from "./marks.js";
import { parameters, parametersEffect } from "./parameters.js";
import { difference } from "./place.js";
import { problems, problemsEffect } from "./problems.js";
import { replaced, undoing } from "./undo.js";

/** @import { EditorOptions, Marks, Parameter, ViewUpdate } from "./types.js" */

/**
 * Puts an editor into `host`.
 * @param {HTMLElement} host
 * @param {EditorOptions} options
 */
export function createEditor(host, { text, label, onChange = () => {}, onRun = () => {} }) {
  const place = h("div", { class: "editor" });
  const root = place.attachShadow({ mode: "open" });
  const hint = h("p", { class: "hint", id: "hint" }, hintOf(false));
  // Read to whoever comes into the editor, and once more when Escape has changed what Tab does.
  const said = h("p", { class: "sr-only", role: "status" });
  const problem = h("p", { class: "sr-only", id: "problem" });
  const readOnly = new Compartment();

  const extensions = [
    createKeys(onRun),
    undoing,
    marks,
    lineNumbers(),
    problems,
    parameters,
    colours,
    python,
    indentUnit.of("    "),
    indentOnInput(),
    bracketMatching(),
    looks,
    readOnly.of(EditorState.readOnly.of(false)),
    // It is reached by Tab anyway; said, so that whoever checks knows that what scrolls can be.
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": "hint problem",
      tabindex: "0",
    }),
    // A file that is dropped on the page is for the page to open, wherever it falls.
    EditorView.domEventHandlers({
      // What is typed in place of something: a browser that joins lines by itself gives them styles, which
      // the policy refuses.
      beforeinput: (event, view) => {
        const isReplacing = event.inputType === "insertText" && !view.state.selection.main.empty;
        if (!isReplacing || event.isComposing || !event.data || view.state.readOnly) return false;
        view.dispatch(view.state.replaceSelection(event.data), {
          userEvent: "input.type",
          scrollIntoView: true,
        });
        event.preventDefault();
        return true;
      },
      drop: ({ dataTransfer }) => dataTransfer?.types.includes("Files") ?? false,
    }),
    EditorView.updateListener.of(notice),
  ];
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: root, root });
  root.append(hint, problem, said);
  addStyles(root);
  host.append(place);

  // What is typed here is no shortcut of the page, which sees the events of a shadow root as its host's.
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation();
  });

  /** @param {ViewUpdate} update */
  function notice({ state, startState, transactions }) {
    const isIndenting = state.field(indents);
    if (isIndenting !== startState.field(indents)) {
      setText(hint, hintOf(isIndenting));
      setText(said, !isIndenting && view.hasFocus ? "Tab leaves the editor now." : "");
    }
    const byPerson = transactions.some(
      (change) => change.docChanged && change.annotation(replaced) === undefined,
    );
    if (byPerson) onChange(state.doc.toString());
  }

  /** @param {boolean} isReadOnly */
  function setReadOnly(isReadOnly) {
    view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }

  return {
    /** The text, with `\n` between its lines. */
    text: () => view.state.doc.toString(),

    /**
     * Another text. Marks, numbers and what Python said belonged to the one before.
     * @param {string} text
     * @param {{ keepUndo?: boolean }} [how]  whether Undo brings back the text before
     */
    setText(text, { keepUndo = false } = {}) {
      if (!keepUndo) {
        const isReadOnly = view.state.readOnly;
        view.setState(EditorState.create({ doc: text, extensions }));
        setReadOnly(isReadOnly);
        setText(hint, hintOf(false));
      } else {
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: text },
          selection: { anchor: 0 },
          effects: [marksEffect({}), problemsEffect([]), parametersEffect([])],
          annotations: replaced.of(false),
        });
      }
      setText(problem, "");
      view.scrollDOM.scrollTop = 0;
    },

    /** @param {Marks} marks */
    setMarks(marks) {
      const { problems = [] } = marks;
      setText(problem, problems.map(({ line, message }) => `Line ${line}: ${message}`).join(" "));
      view.dispatch({ effects: [marksEffect(marks), problemsEffect(problems)] });
    },

    /** Numbers that can be changed elsewhere. @param {readonly Parameter[]} parameters */
    setParameters(parameters) {
      view.dispatch({ effects: parametersEffect(parameters) });
    },

    /**
     * Replaces a stretch, as a slider does. The cursor stays, and `onChange` is not called.
     * @param {number} from
     * @param {number} to
     * @param {string} insert
     * @param {{ joins?: boolean }} [how]  whether Undo takes it back together with the replacement before it
     */
    replaceRange(from, to, insert, { joins = false } = {}) {
      const least = difference(view.state.doc.sliceString(from, to), insert);
      view.dispatch({
        changes: { from: from + least.from, to: from + least.to, insert: least.insert },
        annotations: replaced.of(joins),
      });
    },

    setReadOnly,

    /** Brings a line into view, within the editor: the page does not move. @param {number} line */
    scrollToLine(line) {
      const { doc } = view.state;
      const { from } = doc.line(Math.min(Math.max(1, line), doc.lines));
      view.requestMeasure({
        read: () => ({ top: view.lineBlockAt(from).top, height: view.scrollDOM.clientHeight }),
        write: ({ top, height }) => {
          const { scrollTop } = view.scrollDOM;
          if (top > scrollTop + 24 && top < scrollTop + height - 48) return;
          view.scrollDOM.scrollTop = top - height * 0.4;
        },
      });
    },

    focus: () => view.focus(),

    destroy() {
      view.destroy();
      place.remove();
    },
  };
}

/** @param {ShadowRoot} root */
function addStyles(root) {
  // An older browser has an editor without styles.
  if (!("adoptedStyleSheets" in root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(HINT);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
