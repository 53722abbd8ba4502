import { seldom } from "../basics/seldom";
import { type Waiting, whenIdle } from "../basics/when-idle";
import { giveUpTurn, takeTurn } from "./draw-turn";
import type { Motion } from "./motion";
import { takeAway } from "./take-away";

/** A table: what a figure draws, in numbers. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a figure must tell the frame that carries it. */
export interface FigureOptions<State> {
  /** Short title: the bold start of the caption and the accessible name. */
  readonly title: string;
  /** Which keys do what, as one sentence for those who cannot see the figure. Without, it is a picture and no tab stop. */
  readonly keysHelp?: string;
  /** Height of the plot area in CSS pixels at a width. It depends on nothing else, so that nothing jumps. */
  height(width: number): number;
  /** Draws into `plot`. `resized` is true at the first call and whenever the size changed: build afresh then, update in place otherwise. */
  draw(plot: HTMLElement, state: State, size: Size & { readonly resized: boolean }): void;
  /** What to see here, computed from the state so that it is true of it. */
  caption(state: State): string;
  /** The state in one spoken sentence. */
  describe(state: State): string;
  /** The numbers behind the figure, few enough and written to be read. Without, what it draws is itself a text or a table. */
  table?(state: State): Table;
  /** All numbers behind the figure as they are, under names that programs can use. */
  data(state: State): Table;
  /** How the figure moves by itself, if it does. */
  readonly motion?: Motion<State>;
  /** Handles a key; returns true if it meant something here. */
  key?(event: KeyboardEvent, state: State): boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A `<figure>` that redraws when its state or its width changes. */
export interface FigureElement<State> extends HTMLElement {
  /** Shows a state: now if the figure is near the viewport and the page is visible, else as soon as it is. */
  update(state: State): void;
}

/** Milliseconds between two spoken sentences, so that a drag does not flood a screen reader. */
const speechInterval = 700;

/**
 * Makes a figure: a plot area that is one tab stop where keys do something, a numbered caption, a live sentence and a table.
 * It holds no state but the last one given to `update`.
 * @param invalidation ends its observers when it resolves
 */
export function figure<State>(
  options: FigureOptions<State>,
  invalidation: Promise<void>,
): FigureElement<State> {
  const element = document.createElement("figure") as HTMLElement as FigureElement<State>;
  element.className = "figure";

  const plot = document.createElement("div");
  plot.className = "figure-plot";
  if (options.keysHelp === undefined) {
    // A picture hides from those who cannot see it what is within.
    if (options.table !== undefined) {
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", options.title);
    }
  } else {
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-roledescription", "interactive figure");
    plot.setAttribute("aria-label", `${sentence(options.title)} ${options.keysHelp}`);
  }

  const speech = document.createElement("p");
  speech.className = "visually-hidden";
  speech.setAttribute("aria-live", "off");

  const caption = document.createElement("figcaption");
  const heading = document.createElement("strong");
  heading.textContent = sentence(options.title);
  const text = document.createElement("span");
  caption.append(heading, " ", text);

  const details = document.createElement("details");
  details.className = "figure-table";
  const summary = document.createElement("summary");
  summary.textContent = "Read as a table";
  const holder = document.createElement("div");
  holder.className = "table-scroll";
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", `${options.title}, as a table`);
  details.append(summary, holder);

  const { motion } = options;
  const away = takeAway({
    title: options.title,
    shown() {
      // What is drawn may wait for its turn.
      redraw();
      if (state === undefined) return undefined;
      return {
        title: options.title,
        description: options.describe(state),
        parts: [plot, ...element.querySelectorAll(":scope > .figure-part")],
        data: options.data(state),
      };
    },
    loop: motion && {
      name: motion.name,
      async record(format, progress, signal) {
        const record =
          format === "GIF"
            ? (await import("./export/gif")).recordGif
            : (await import("./export/video")).recordVideo;
        redraw();
        if (state === undefined) throw new Error("The figure shows nothing yet.");
        return record({ motion, state, size: drawn, within: element, progress, signal });
      },
    },
  });
  element.append(plot, speech, away, caption);
  if (options.table !== undefined) element.append(details);

  let state: State | undefined;
  let stale = false;
  let visible = false;
  let drawn: Size = { width: 0, height: 0 };
  let speechTimer: ReturnType<typeof setTimeout> | undefined;

  // Known from the observer: to read it here would lay out the page for each figure in turn.
  let width = 0;
  /** Takes a width, which is 0 where the figure is not on the page, and the height that goes with it. */
  const setWidth = (next: number): void => {
    width = next;
    if (width !== 0) plot.style.height = `${options.height(width)}px`;
  };
  const redraw = (): void => {
    if (state === undefined || width === 0) return;
    const height = options.height(width);
    const resized = width !== drawn.width || height !== drawn.height;
    drawn = { width, height };
    stale = false;
    options.draw(plot, state, { width, height, resized });
    words.ask();
    speechTimer ??= setTimeout(speak, speechInterval);
  };
  const words = seldom(() => {
    if (state === undefined) return;
    text.textContent = options.caption(state);
    if (details.open) fillTable();
  });
  const fillTable = (): void => {
    if (state !== undefined && options.table !== undefined)
      holder.replaceChildren(tableElement(options.title, options.table(state)));
  };
  const speak = (): void => {
    speechTimer = undefined;
    if (state !== undefined) speech.textContent = options.describe(state);
  };
  // A figure out of sight is drawn once for each width when there is time: for a reader who scrolls fast,
  // and so that no drawing for another width sticks out of the page.
  let idle: Waiting | undefined;
  const drawIdly = (): void => {
    idle = undefined;
    redraw();
  };
  const redrawIfShown = (): void => {
    if (visible && !document.hidden) takeTurn(element, redraw);
    else {
      stale = true;
      if (drawn.width !== width) idle ??= whenIdle(drawIdly);
    }
  };

  element.update = (next) => {
    if (state === undefined) {
      // Before it is drawn it takes its room, lest the page jump for a frame.
      text.textContent = options.caption(next);
      if (width === 0) setWidth(Math.floor(plot.clientWidth));
    }
    state = next;
    redrawIfShown();
  };
  details.addEventListener("toggle", () => {
    if (details.open) fillTable();
    else holder.replaceChildren();
  });
  plot.addEventListener("keydown", (event) => {
    if (state === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (options.key?.(event, state)) event.preventDefault();
  });
  // Only the figure that the reader is on speaks.
  plot.addEventListener("focus", () => speech.setAttribute("aria-live", "polite"));
  plot.addEventListener("blur", () => speech.setAttribute("aria-live", "off"));

  const sizes = new ResizeObserver((entries) => {
    setWidth(Math.floor(entries[entries.length - 1].contentRect.width));
    if (width !== 0 && width !== drawn.width) redrawIfShown();
  });
  // A caption whose words change length keeps the room that it once took at this width.
  let captionSize = { width: 0, height: 0 };
  const captionSizes = new ResizeObserver((entries) => {
    const { width, height } = entries[entries.length - 1].contentRect;
    if (width !== captionSize.width && caption.style.minHeight !== "") {
      captionSize = { width, height: 0 };
      caption.style.minHeight = "";
      return;
    }
    if (height <= captionSize.height) return;
    captionSize = { width, height };
    caption.style.minHeight = `${height}px`;
  });
  const sight = new IntersectionObserver(
    (entries) => {
      visible = entries[entries.length - 1].isIntersecting;
      if (visible && stale) redrawIfShown();
    },
    { rootMargin: "50% 0px" },
  );
  const shown = (): void => {
    if (!document.hidden && visible && stale) takeTurn(element, redraw);
  };
  sizes.observe(plot);
  captionSizes.observe(caption);
  sight.observe(plot);
  document.addEventListener("visibilitychange", shown);
  addEventListener("beforeprint", redraw);
  invalidation.then(() => {
    sizes.disconnect();
    captionSizes.disconnect();
    sight.disconnect();
    document.removeEventListener("visibilitychange", shown);
    removeEventListener("beforeprint", redraw);
    giveUpTurn(element);
    away.close();
    words.cancel();
    clearTimeout(speechTimer);
    idle?.cancel();
  });
  return element;
}

/** A title with its full stop, unless it is a question. */
function sentence(title: string): string {
  return title.endsWith("?") ? title : `${title}.`;
}

function tableElement(title: string, { columns, rows }: Table): HTMLTableElement {
  const table = document.createElement("table");
  const caption = table.createCaption();
  caption.className = "visually-hidden";
  caption.textContent = title;
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      line.insertCell().textContent =
        typeof value === "number" ? String(value).replace("-", "−") : value;
    }
  }
  return table;
}
