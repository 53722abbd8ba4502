import type { DragPoint } from "../inputs/drag";

/** Calls `moved` with where a mouse is over an element, from its left upper corner, and with undefined once it has left. */
export function hoverable(
  element: SVGElement,
  moved: (point: DragPoint | undefined) => void,
): void {
  element.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons !== 0) return;
    const box = element.getBoundingClientRect();
    moved({ x: event.clientX - box.left, y: event.clientY - box.top });
  });
  element.addEventListener("pointerleave", () => moved(undefined));
}
