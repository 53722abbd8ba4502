/** Where a drag is, in CSS pixels from the element's top left corner. */
export interface DragPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Calls `moved` while the reader drags horizontally over `element`, from the first press.
 * On touch a vertical movement still scrolls the page (`touch-action: pan-y`).
 * A press without a movement (under 4 px) calls `clicked`, if given, rather than `moved`, at its end.
 */
export function draggable(
  element: HTMLElement | SVGElement,
  moved: (point: DragPoint, event: PointerEvent) => void,
  clicked?: (point: DragPoint, event: PointerEvent) => void,
): void {
  element.style.touchAction = "pan-y";
  let start: DragPoint | undefined;
  let moving = false;

  const at = (event: PointerEvent): DragPoint => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener("pointerdown", ((event: PointerEvent) => {
    if (event.button !== 0) return;
    start = at(event);
    moving = clicked === undefined;
    element.setPointerCapture(event.pointerId);
    if (moving) moved(start, event);
  }) as EventListener);
  element.addEventListener("pointermove", ((event: PointerEvent) => {
    if (start === undefined) return;
    const point = at(event);
    if (!moving && Math.hypot(point.x - start.x, point.y - start.y) < 4) return;
    moving = true;
    moved(point, event);
  }) as EventListener);
  element.addEventListener("pointerup", ((event: PointerEvent) => {
    if (start !== undefined && !moving) clicked?.(start, event);
    start = undefined;
  }) as EventListener);
  element.addEventListener("pointercancel", () => {
    start = undefined;
  });
}
