import { type DragPoint, draggable } from "../inputs/drag";
import { svg } from "./svg";

/** A rectangle of a drawing, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a figure that answers the pointer. Points are those of the whole drawing, and may lie beside the box. */
export interface Panel {
  readonly box: Box;
  click?(at: DragPoint): void;
  /** @param by how far the pointer has come since the last call */
  drag?(at: DragPoint, by: DragPoint): void;
  /** Says what is under the pointer; it has left where there is no point. */
  hover(at: DragPoint | undefined): void;
}

/** Room around a panel that belongs to it, in CSS pixels. */
const slack = 8;

/** Hands what the pointer does over a drawing to the panel that it is on. A drag stays with the panel where it began. */
export function overPanels(root: SVGSVGElement, panels: () => readonly Panel[]): void {
  let pressed: Panel | undefined;
  let before: DragPoint = { x: 0, y: 0 };
  let under: Panel | undefined;

  const pointOf = (event: PointerEvent): DragPoint => {
    const { left, top } = root.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const panelAt = (at: DragPoint): Panel | undefined =>
    panels().find(
      ({ box: { left, top, width, height } }) =>
        at.x >= left - slack &&
        at.x <= left + width + slack &&
        at.y >= top - slack &&
        at.y <= top + height + slack,
    );
  const hover = (next: Panel | undefined, at?: DragPoint): void => {
    if (under !== next) under?.hover(undefined);
    under = next;
    next?.hover(at);
  };

  root.addEventListener("pointerdown", (event) => {
    before = pointOf(event);
    pressed = panelAt(before);
  });
  draggable(
    root,
    (at) => {
      pressed?.drag?.(at, { x: at.x - before.x, y: at.y - before.y });
      before = at;
    },
    (at) => pressed?.click?.(at),
  );
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const at = pointOf(event);
    hover(panelAt(at), at);
  });
  root.addEventListener("pointerleave", () => hover(undefined));
}

/** The heading of a panel: its title, or what is under the pointer. */
export interface Heading {
  readonly element: SVGTextElement;
  /** Says something in the title's place, or the title again. */
  say(words: string | undefined): void;
}

/** @param y of the base line */
export function heading(x: number, y: number, title: string): Heading {
  const element = svg("text", { class: "fig-axis-label", x, y }, title);
  return {
    element,
    say: (words = title) => {
      element.textContent = words;
    },
  };
}
