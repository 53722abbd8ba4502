import { seldom } from "../basics/seldom";
import { caption } from "./caption";
import type { Numbers } from "./columns";
import { Drawing, type DrawingOptions, type Size, sameList, type View } from "./drawing";
import type { Motion } from "./motion";
import { type PictureKind, pictureKind, type StateElement } from "./picture";
import { foldedTable } from "./table";
import { takeAway } from "./take-away";
import { whenInSight } from "./when-in-sight";

/** What a figure must say of itself. `Own` is what one figure on a page knows by itself, such as what the pointer is over. */
export interface FigureOptions<State, Own> extends DrawingOptions<State, Own> {
  /** Short: the bold start of the caption and the accessible name. */
  readonly title: string | ((state: State) => string);
  /** Height of the plot in CSS pixels at a width. It depends on nothing else, so that nothing jumps. */
  height(width: number): number;
  /** What a new figure knows by itself. */
  readonly own?: (state: State) => Own;
  /** What to see here, computed from the state so that it is true of it. */
  caption(state: State, own: Own): string;
  /** The state in one spoken sentence. */
  sentence(state: State, own: Own): string;
  /** The numbers behind the figure. */
  columns(state: State, own: Own): Numbers;
  /** What keys do here. Without, it is a picture and no tab stop. */
  readonly keys?: Keys<State, Own>;
  /** Buttons, choices and readouts under the plot, made once. */
  parts?(frame: Frame<State, Own>): readonly Part<State, Own>[];
  /** How the figure moves by itself, if it does. */
  readonly motion?: Motion<State>;
}

export interface Keys<State, Own> {
  /** Which keys do what, as sentences for those who cannot see the figure. */
  readonly help: string;
  /** Handles a key; true if it meant something here. */
  press(event: KeyboardEvent, view: View<State, Own>): boolean;
}

/** The figure that a part stands in. */
export interface Frame<State, Own> {
  readonly plot: HTMLElement;
  /** What it shows now. */
  view(): View<State, Own>;
  /** Resolves when it is shown no more. */
  readonly invalidation: Promise<void>;
}

/** An element under the plot. */
export interface Part<State, Own> {
  readonly element: HTMLElement;
  /** It is updated when one of these is no longer the same; without, with every state. */
  depends?(state: State, own: Own): readonly unknown[];
  update?(view: View<State, Own>): void;
}

/** Narrower than this, in CSS pixels, axes have no room: the figure then sticks out of its column, which cuts it. */
const leastWidth = 160;

/** Milliseconds between two spoken sentences, so that a drag does not flood a screen reader. */
const speechInterval = 700;

/** A kind of figure: a function from a state to a picture, which a cell displays. */
/* @__NO_SIDE_EFFECTS__ */
export function figure<State, Own extends object = Record<never, never>>(
  options: FigureOptions<State, Own>,
): PictureKind<State> {
  return pictureKind((state, invalidation) => figureElement(options, state, invalidation));
}

/** A plot that is one tab stop where keys do something, a numbered caption, a live sentence and a table. */
function figureElement<State, Own extends object>(
  options: FigureOptions<State, Own>,
  first: State,
  invalidation: Promise<void>,
): StateElement<State> {
  let state = first;
  let own = options.own?.(first) ?? ({} as Own);
  let parts: readonly UpdatedPart<State, Own>[] = [];
  let drawn: Size = { width: 0, height: 0 };
  // Known from the observer: to read it here would lay out the page for each figure in turn.
  let width = 0;

  const element = document.createElement("figure") as HTMLElement as StateElement<State>;
  element.className = "figure";
  const plot = document.createElement("div");
  plot.className = "figure-plot";
  const view = (): View<State, Own> => ({ state, own, look });
  const look = (change: Partial<Own>): void => {
    own = { ...own, ...change };
    for (const part of parts) part.update(view());
    redraw();
  };

  const title = (): string =>
    typeof options.title === "string" ? options.title : options.title(state);
  const { keys } = options;
  const readable = options.columns(first, own).table() !== undefined;
  const name = (): void => {
    if (keys !== undefined) plot.setAttribute("aria-label", `${sentence(title())} ${keys.help}`);
    // A picture hides from those who cannot see it what is within.
    else if (readable) plot.setAttribute("aria-label", title());
  };
  if (keys !== undefined) {
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-roledescription", "interactive figure");
  } else if (readable) plot.setAttribute("role", "img");

  const speech = document.createElement("p");
  speech.className = "visually-hidden";
  speech.setAttribute("aria-live", "off");
  let speechTimer: ReturnType<typeof setTimeout> | undefined;
  const speak = (): void => {
    speechTimer = undefined;
    const said = options.sentence(state, own);
    // A live region speaks whenever it is written to.
    if (speech.textContent !== said) speech.textContent = said;
  };

  const about = caption();
  const writeCaption = (): void => about.write(sentence(title()), options.caption(state, own));
  const table = foldedTable(title(), () => options.columns(state, own).table());
  const words = seldom(() => {
    writeCaption();
    table.update();
  });

  const drawing = new Drawing(options);
  /** Takes a width, which is 0 where the figure is not on the page, and the height that goes with it. */
  const setWidth = (next: number): boolean => {
    width = next === 0 ? 0 : Math.max(leastWidth, next);
    if (width !== 0) plot.style.height = `${options.height(width)}px`;
    return width !== 0 && width !== drawn.width;
  };
  const redraw = (): boolean => {
    if (width === 0) return false;
    drawn = { width, height: options.height(width) };
    drawing.draw(plot, view(), drawn);
    words.ask();
    speechTimer ??= setTimeout(speak, speechInterval);
    return true;
  };
  const sight = whenInSight(plot, setWidth, redraw);

  const { motion } = options;
  const away = takeAway({
    title: title(),
    shown() {
      // What is drawn may wait for its turn.
      redraw();
      return {
        title: title(),
        description: options.sentence(state, own),
        parts: [plot, ...element.querySelectorAll(":scope > .figure-part")],
        data: options.columns(state, own).data(),
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
        const apart = new Drawing(options);
        // What a film shows has no pointer over it, and moves by nothing else.
        const film = { own: options.own?.(state) ?? ({} as Own), look: () => {} };
        const draw = (place: HTMLElement, now: State, size: Size): void =>
          apart.draw(place, { ...film, state: now }, size);
        return record({ motion, draw, state, size: drawn, within: element, progress, signal });
      },
    },
  });

  parts = (options.parts?.({ plot, view, invalidation }) ?? []).map(updatedPart);
  element.append(plot, ...parts.map((part) => part.element), speech, away, about.element);
  if (readable) element.append(table.element);

  let laidOut = false;
  element.update = (next) => {
    state = next;
    if (!laidOut) {
      // Before it is drawn it takes its room, lest the page jump for a frame.
      laidOut = true;
      writeCaption();
      if (width === 0) setWidth(Math.floor(plot.clientWidth));
    }
    name();
    for (const part of parts) part.update(view());
    sight.ask();
  };
  plot.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (keys?.press(event, view())) event.preventDefault();
  });
  // Only the figure that the reader is on speaks.
  plot.addEventListener("focus", () => speech.setAttribute("aria-live", "polite"));
  plot.addEventListener("blur", () => speech.setAttribute("aria-live", "off"));

  invalidation.then(() => {
    sight.close();
    about.close();
    away.close();
    words.cancel();
    clearTimeout(speechTimer);
  });
  return element;
}

interface UpdatedPart<State, Own> {
  readonly element: HTMLElement;
  update(view: View<State, Own>): void;
}

function updatedPart<State, Own>(part: Part<State, Own>): UpdatedPart<State, Own> {
  let before: readonly unknown[] | undefined;
  return {
    element: part.element,
    update(view) {
      const of = part.depends?.(view.state, view.own);
      if (of !== undefined && before !== undefined && sameList(of, before)) return;
      before = of;
      part.update?.(view);
    },
  };
}

/** A title with its full stop, unless it is a question. */
function sentence(title: string): string {
  return title.endsWith("?") ? title : `${title}.`;
}
