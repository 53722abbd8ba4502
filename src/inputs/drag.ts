/** Where a drag is, in CSS pixels from the element's top left corner. */
export interface DragPoint {
  readonly x: number;
  readonly y: number;
}

/** A press that moves less than this, in CSS pixels, is a click. */
const slack = 4;

/**
 * Calls `moved` while the reader drags over `element`, from the first press.
 * A press without a movement calls `clicked`, if given, rather than `moved`, at its end.
 * A finger moves nothing until it goes sideways: up and down it scrolls the page (`touch-action: pan-y pinch-zoom`).
 */
export function draggable(
  element: HTMLElement | SVGElement,
  moved: (point: DragPoint, event: PointerEvent) => void,
  clicked?: (point: DragPoint, event: PointerEvent) => void,
): void {
  element.style.touchAction = "pan-y pinch-zoom";
  let start: DragPoint | undefined;
  let moving = false;

  const at = (event: PointerEvent): DragPoint => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener("pointerdown", ((event: PointerEvent) => {
    if (event.button !== 0) return;
    start = at(event);
    moving = clicked === undefined && event.pointerType !== "touch";
    element.setPointerCapture(event.pointerId);
    if (moving) moved(start, event);
  }) as EventListener);
  element.addEventListener("pointermove", ((event: PointerEvent) => {
    if (start === undefined) return;
    const point = at(event);
    moving ||= isDrag(start, point, event.pointerType === "touch");
    if (!moving) return;
    moved(point, event);
  }) as EventListener);
  element.addEventListener("pointerup", ((event: PointerEvent) => {
    if (start !== undefined && !moving) (clicked ?? moved)(start, event);
    start = undefined;
  }) as EventListener);
  element.addEventListener("pointercancel", () => {
    start = undefined;
  });
}

function isDrag(from: DragPoint, to: DragPoint, touch: boolean): boolean {
  const [sideways, along] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  return touch ? sideways >= slack && sideways > along : Math.hypot(sideways, along) >= slack;
}
