// The timeline as an SVG file, drawn by the code that draws it on the page, with
// a pen that writes SVG; and the same picture as PNG.

import { gridOf, gridUnit } from "../model/axis.js";
import { count, ratioOf } from "../model/format.js";
import { frame as layFrame, isShown, toX } from "../model/geometry.js";
import { chosenTotal, commonEnd, slots } from "../model/slots.js";
import { layersOf } from "../model/layers.js";
import { chosenVariant, spokenTrack, trackEnd } from "../model/state.js";
import { shownPart } from "../model/zoom.js";
import { palette } from "../paint/palette.js";
import { shapesOfAll } from "../paint/shapes.js";
import { line, widthOf, write } from "../paint/sheet.js";
import { dots } from "../ui/resolution.js";
import { createSheet } from "../timeline/layers/overlay.js";
import { createTrack } from "../timeline/track.js";
import { drawLegend } from "./legend.js";
import { SvgPen } from "./pen.js";
import { settingsText } from "./settings.js";
import { wrap } from "./wrap.js";
import { escape } from "./xml.js";

/** @import { Frame, Pen, Picture, Settings, Sheet, State, Track, TrackView } from "./types.js" */

/** CSS pixels. */
const WIDTH = 1120;
const MARGIN = 24;
const LABEL = 148;
const AXIS = 28;
const LINE = 18;
/** The head of the marker, from the middle of its line at the lower edge of the axis. */
const HANDLE = /** @type {const} */ ([
  [-6, -12],
  [6, -12],
  [6, -5],
  [0, 0],
  [-6, -5],
]);
/** Tracks are cut at this height, because few programs open higher pictures. */
const MOST_HEIGHT = 2400;
/** A PNG has this many pixels for each of the SVG's in each direction, and at most this many in all. */
const SCALE = 2;
const MOST_PIXELS = 64_000_000;

/**
 * What the timeline shows now, as SVG, in the colours of the page or in those that are asked for.
 * @param {State} state
 * @param {{ theme?: string, isClear?: boolean }} [look]  clear: without a ground
 * @returns {Picture}
 */
export function drawSvg(state, { theme = "", isClear = false } = {}) {
  const { dataset } = document.documentElement;
  const before = { theme: dataset["theme"], ground: dataset["ground"] };
  /** The colours are those of the style sheet. @param {Record<string, string | undefined>} look */
  const turn = (look) => {
    for (const [name, value] of Object.entries(look)) {
      if (value) dataset[name] = value;
      else delete dataset[name];
    }
    dispatchEvent(new Event("themechange"));
  };
  turn({ theme: theme || before.theme, ground: isClear ? "none" : undefined });
  try {
    return draw(state, isClear);
  } finally {
    turn(before);
  }
}

/** @param {State} state @param {boolean} isClear @returns {Picture} */
function draw(state, isClear) {
  const settings = /** @type {Settings} */ (state.settings);
  const colours = palette();
  const pen = new SvgPen(measurer());
  const inner = WIDTH - 2 * MARGIN;
  const shown = slots(state).filter((slot) => slot.track);
  const end = commonEnd(shown);
  const { from, to } = shownPart(settings.zoom, end);
  const frame = layFrame(inner - LABEL, false, to, from, end);
  /** A sheet in CSS pixels, as wide as the picture. @type {Sheet} */
  const page = {
    pen: asPen(pen),
    frame: { ...frame, width: inner, left: 0, right: inner },
    height: 0,
    scale: 1,
    colours,
  };

  const title = `${settings.program.title} · ${settings.compare ? "all variants" : chosenVariant(settings).title}`;
  let y = MARGIN;
  pen.begin(MARGIN, y);
  write({ ...page, colours: { ...colours, text: 20 } }, title, 0, 10, colours.ink, "700");
  for (const words of wrap(page, settingsText(settings), inner)) {
    y += LINE;
    write(page, words, 0, y - MARGIN + 14, colours.muted);
  }
  pen.end();
  y += 36;

  pen.begin(MARGIN + LABEL, y, 1, "Time");
  const ratio = ratioOf(Math.max(1, ...shown.map(({ track }) => track?.report.time_scale ?? 1)));
  const found = gridOf(frame);
  pen.lineWidth = 1;
  found.forEach(({ at, label }, index) => {
    const x = toX(frame, at);
    line(page, colours.faint, x, AXIS - 7, x, AXIS);
    const words = index === found.length - 1 ? `${label} ${gridUnit(frame)}` : label;
    write(page, words, Math.max(0, x - widthOf(page, label) / 2), 10, colours.muted);
  });
  if (ratio) write(page, `at ${ratio}`, 0, 10, colours.muted);
  pen.end();
  y += AXIS;
  const top = y;
  const grid = pen.count;

  let rows = 0;
  /** @type {Set<string>[]} */
  const shapes = [];
  /** @type {Set<number>} */
  const arrows = new Set();
  for (const slot of shown) {
    const view = createTrack(MOST_HEIGHT);
    const canvas = /** @type {HTMLCanvasElement} */ (view.body.querySelector("canvas"));
    // The track draws on this canvas, so the canvas hands out our pen.
    canvas.getContext = /** @type {any} */ (() => pen);
    const scale = dots();
    pen.begin(MARGIN, y);
    line(page, colours.faint, 0, 0, inner, 0);
    pen.end();
    pen.begin(MARGIN + LABEL, y, 1 / scale, `${slot.variant.title}, ${slot.kind}`);
    const before = pen.count;
    view.show({ ...state, inspected: null, line: null }, slot, frame, chosenTotal(state, shown, slot), null);
    rows += pen.count - before;
    shapes.push(view.shapes());
    for (const kind of paintOver(state, view, slot.track, frame, pen)) arrows.add(kind);
    pen.end();
    pen.begin(MARGIN, y);
    let labels = writeLabel(page, view.element);
    const { total, height } = view.lanes();
    if (total > MOST_HEIGHT) {
      const words = `The first ${count(Math.floor(MOST_HEIGHT / height))} of ${count(slot.lanes)} lanes are drawn.`;
      for (const row of wrap(page, words, LABEL - 12)) write(page, row, 0, (labels += 16), colours.muted);
    }
    pen.end();
    y += Math.max(Number.parseFloat(canvas.style.height) || 0, labels);
  }
  pen.begin(MARGIN, y);
  line(page, colours.faint, 0, 0, inner, 0);
  pen.end();
  const { cursor } = settings;
  const spoken = spokenTrack(state);
  const at = cursor && spoken ? Math.min(cursor.at, trackEnd(spoken)) : -1;
  if (isShown(frame, at)) {
    const x = toX(frame, at);
    pen.begin(MARGIN + LABEL, top, 1, "The marker");
    pen.fillStyle = colours.accent;
    pen.fillRect(x - 1, -8, 2, y - top + 8);
    pen.beginPath();
    for (const [across, down] of HANDLE) pen.lineTo(x + across, down);
    pen.closePath();
    pen.fill();
    pen.end();
  }

  pen.begin(MARGIN, y + 24, 1, "What the shapes mean");
  const legend = drawLegend(page, inner, shapesOfAll(shapes), arrows, layersOf(settings));
  pen.end();
  y += 24 + legend;

  const words = `${title}. ${shown.map(({ variant, kind, track }) => `${variant.title} ${kind}: ${track?.report.end_text ?? ""}`).join(" ")}`;
  const height = Math.ceil(y + MARGIN / 2);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<desc>${escape(words)}</desc>`,
    isClear ? "" : `<rect width="${WIDTH}" height="${height}" fill="${escape(colours.ground)}"/>`,
    ...found.map(
      ({ at }) =>
        `<path d="M${(MARGIN + LABEL + toX(frame, at)).toFixed(1)} ${top}V${y - 24 - legend}" ` +
        `stroke="${escape(colours.faint)}" stroke-opacity="0.5" fill="none"/>`,
    ),
    pen.markup,
    "</svg>",
    "",
  ].join("\n");
  return { svg, width: WIDTH, height, shapes: pen.count - grid, rows };
}

/**
 * The same picture as PNG.
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 */
export async function drawPng({ svg, width, height }) {
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (width * height)));
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("This browser makes no picture of that size."))),
        "image/png",
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Writes the label at the left of a track. Returns its height. @param {Sheet} page @param {HTMLElement} element */
function writeLabel(page, element) {
  const { ink, muted } = page.colours;
  let y = 8;
  for (const part of element.querySelectorAll(".track-label > *")) {
    const words = part.textContent ?? "";
    if (!words) continue;
    const isTotal = part.classList.contains("track-total");
    const isName = part.classList.contains("track-variant");
    const weight = isName || (isTotal && element.classList.contains("measured")) ? "600" : "400";
    const sheet = isTotal ? { ...page, colours: { ...page.colours, text: 18 } } : page;
    for (const row of wrap(sheet, words, LABEL - 12, weight)) {
      const height = isTotal ? 24 : 16;
      write(sheet, row, 0, y + height / 2, isTotal || isName ? ink : muted, weight);
      y += height;
    }
  }
  return y + 8;
}

/**
 * What lies over the lanes of a track: wakes, and the longest chain. Returns the kinds of arrows.
 * @param {State} state @param {TrackView} view @param {Track | null} track @param {Frame} frame @param {SvgPen} pen
 */
function paintOver(state, view, track, frame, pen) {
  const layers = layersOf(state.settings);
  const isSpoken = track !== null && track === spokenTrack(state);
  const canvas = document.createElement("canvas");
  canvas.getContext = /** @type {any} */ (() => pen);
  const shown = {
    wakes: layers.includes("wakes"),
    criticalPath: isSpoken && layers.includes("chain"),
    link: isSpoken ? state.link : null,
    relations: null,
    inspected: null,
    cursor: layers.includes("wakes") ? (state.settings?.cursor?.at ?? null) : null,
  };
  const sheet = createSheet(view, canvas);
  sheet.show(track, frame, shown, MOST_HEIGHT);
  return sheet.kinds();
}

/** Measures the width of words in any font. @returns {(words: string, font: string) => number} */
function measurer() {
  const pen = document.createElement("canvas").getContext("2d");
  return (words, font) => {
    if (!pen) return words.length * 7;
    pen.font = font;
    return pen.measureText(words).width;
  };
}

/** @param {SvgPen} pen @returns {Pen} */
function asPen(pen) {
  return /** @type {any} */ (pen);
}
