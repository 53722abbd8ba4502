import { setAttributes, svg, svgRoot } from "../drawing/svg";
import { followPointer, type Point } from "../inputs/pointer";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of a drawing, in its own CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a figure shows: a state that it is given, and what it alone knows, such as what the pointer is over. */
export interface View<State, Own> {
  readonly state: State;
  readonly own: Own;
  /** Changes what the figure alone knows, and shows it at once. */
  look(change: Partial<Own>): void;
}

/** How far a drag has come. */
export interface Drag extends Point {
  /** Since it was last told. */
  readonly by: Point;
}

/** A part of a drawing that answers the pointer. Places are those of the whole drawing, and may lie beside the box. */
export interface Area<State, Own> {
  /** Without, it is the whole drawing. */
  readonly box?: Box;
  /** How it looks under a mouse, if not as what it does: "drag" for what follows from side to side, "click" for what is pressed, "turn" for what is turned any way. */
  readonly cursor?: keyof typeof cursors;
  /** It is pressed, and what comes of it is not known yet. */
  press?(at: Point, view: View<State, Own>): void;
  /** Without `click`, a press is a drag at once. */
  drag?(at: Drag, view: View<State, Own>): void;
  click?(at: Point, view: View<State, Own>): void;
  /** Nowhere once the pointer has left. */
  hover?(at: Point | undefined, view: View<State, Own>): void;
}

/** What is drawn once, and what of it moves. */
export interface Scene<State, Own> {
  /** From the ground up; or one element in their place, where a figure is no picture. */
  readonly marks: readonly SVGElement[] | HTMLElement;
  /** Where a press belongs to the first of those that it is in. A drag stays with the area where it began, though the scene be built anew. */
  readonly areas?: readonly Area<State, Own>[];
  /** Moves what follows the reader, who may do this sixty times a second. */
  moves?(view: View<State, Own>): void;
}

/** What a scene is built on. */
export interface Ground extends Size {
  /** Canvases under the marks, as many as the figure asks for. */
  readonly canvases: readonly HTMLCanvasElement[];
}

/** How a figure is drawn. */
export interface DrawingOptions<State, Own> {
  /** How many canvases lie under the marks. */
  readonly canvases?: number;
  /** What the scene is built from: it is built anew when one of these, or the size, is no longer the same. */
  depends(state: State, own: Own): readonly unknown[];
  still(view: View<State, Own>, ground: Ground): Scene<State, Own>;
}

/** What the root is to the style sheet while the mouse is over an area. */
const cursors = { drag: "fig-draggable", click: "fig-clickable", turn: "fig-turnable" };

/** Room around an area that belongs to it where no other one is, in CSS pixels. */
const slack = 8;

/** The picture of a figure: its root, its canvases and the scene that stands on them. */
export class Drawing<State, Own> {
  readonly #options: DrawingOptions<State, Own>;
  readonly #root = svgRoot();
  readonly #ground = svg("rect", { class: "fig-hit" });
  readonly #canvases: readonly HTMLCanvasElement[];
  #scene: Scene<State, Own> | undefined;
  #builtOf: readonly unknown[] = [];
  #follows = false;
  /** Place among the areas of what is pressed and of what is under the pointer; -1 where there is none. */
  #pressed = -1;
  #under = -1;
  #before: Point = { x: 0, y: 0 };
  #view!: View<State, Own>;

  constructor(options: DrawingOptions<State, Own>) {
    this.#options = options;
    this.#canvases = Array.from({ length: options.canvases ?? 0 }, () => {
      const canvas = document.createElement("canvas");
      canvas.className = "fig-heatmap";
      return canvas;
    });
  }

  /** Draws into a plot, which holds nothing else: builds what must be built anew, and moves the rest. */
  draw(plot: HTMLElement, view: View<State, Own>, { width, height }: Size): void {
    this.#view = view;
    const of = [width, height, ...this.#options.depends(view.state, view.own)];
    if (this.#scene === undefined || !sameList(of, this.#builtOf)) {
      this.#build(plot, { width, height, canvases: this.#canvases });
      this.#builtOf = of;
    }
    this.#scene?.moves?.(view);
  }

  #build(plot: HTMLElement, ground: Ground): void {
    const { width, height } = ground;
    const scene = this.#options.still(this.#view, ground);
    this.#scene = scene;
    if (scene.marks instanceof HTMLElement) {
      if (scene.marks.parentNode !== plot) plot.replaceChildren(scene.marks);
      return;
    }
    if (this.#root.parentNode !== plot) plot.replaceChildren(...this.#canvases, this.#root);
    setAttributes(this.#root, { width, height });
    setAttributes(this.#ground, { width, height });
    const answers = this.#areas.length > 0;
    // The root stays, and with it what the reader holds. All of it can be pressed, not only its marks.
    this.#root.replaceChildren(...(answers ? [this.#ground] : []), ...scene.marks);
    if (answers && !this.#follows) {
      this.#follows = true;
      this.#follow();
    }
  }

  get #areas(): readonly Area<State, Own>[] {
    return this.#scene?.areas ?? [];
  }

  #follow(): void {
    const pressed = (): Area<State, Own> | undefined => this.#areas[this.#pressed];
    followPointer(this.#root, {
      press: (at) => {
        this.#pressed = this.#areaAt(at);
        this.#before = at;
        pressed()?.press?.(at, this.#view);
        return pressed()?.drag !== undefined || pressed()?.click !== undefined;
      },
      clicks: () => pressed()?.click !== undefined,
      drag: (at) => {
        const by = { x: at.x - this.#before.x, y: at.y - this.#before.y };
        this.#before = at;
        pressed()?.drag?.({ ...at, by }, this.#view);
      },
      click: (at) => pressed()?.click?.(at, this.#view),
      hover: (at) => {
        const under = at === undefined ? -1 : this.#areaAt(at);
        if (under !== this.#under) this.#areas[this.#under]?.hover?.(undefined, this.#view);
        this.#under = under;
        const area = this.#areas[under];
        const cursor = area && cursorOf(area);
        for (const [name, look] of Object.entries(cursors))
          this.#root.classList.toggle(look, cursor === name);
        if (at !== undefined) area?.hover?.(at, this.#view);
      },
    });
  }

  #areaAt(at: Point): number {
    const within = (room: number): number =>
      this.#areas.findIndex(({ box }) => box === undefined || contains(box, at, room));
    const exactly = within(0);
    return exactly === -1 ? within(slack) : exactly;
  }
}

/** Whether a place is in a box, or within `room` pixels of it. */
export function contains({ left, top, width, height }: Box, { x, y }: Point, room = 0): boolean {
  return (
    x >= left - room && x <= left + width + room && y >= top - room && y <= top + height + room
  );
}

function cursorOf<State, Own>({ cursor, drag, click }: Area<State, Own>) {
  return cursor ?? (drag !== undefined ? "drag" : click !== undefined ? "click" : undefined);
}

/** Whether two lists hold the same, one by one. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => Object.is(each, b[i]));
}
