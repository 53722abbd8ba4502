/** A place in CSS pixels of an element's own, from its top left corner, however the page turns, scales or zooms it. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a pointer does over an element. */
export interface PointerResponse {
  /** Whether a press there is for the element; else it is the browser's. */
  press(at: Point): boolean;
  /** Whether a press that does not move means something of its own; else it is a drag to where it was. */
  clicks(): boolean;
  /** The pointer has come here while it is pressed; the first time from where it was pressed. */
  drag(at: Point): void;
  click(at: Point): void;
  /** The pointer is over the element and not pressed; nowhere once it has left. */
  hover(at: Point | undefined): void;
}

/** A press that moves less than this, in CSS pixels of the screen, is a click. */
const slack = 4;

interface Press {
  readonly id: number;
  readonly from: PointerEvent;
  /** Where it was, though the page may have moved under it since. */
  readonly at: Point;
  moving: boolean;
}

/**
 * Follows one pointer at a time over an element. A press belongs to it until it ends, wherever it goes.
 * A finger moves nothing until it goes sideways: up and down it scrolls the page, and two of them zoom it.
 */
export function followPointer(
  element: HTMLElement | SVGSVGElement,
  response: PointerResponse,
): void {
  element.style.touchAction = "pan-y pinch-zoom";
  let pressed: Press | undefined;

  const end = (): void => {
    if (pressed === undefined) return;
    const { id } = pressed;
    pressed = undefined;
    if (element.hasPointerCapture?.(id)) element.releasePointerCapture(id);
  };
  const on = (type: string, listener: (event: PointerEvent) => void): void =>
    element.addEventListener(type, listener as EventListener);

  on("pointerdown", (event) => {
    // A second finger: what began as a press is a pinch.
    if (pressed !== undefined) {
      if (event.pointerId !== pressed.id && event.pointerType === "touch") end();
      return;
    }
    // With Ctrl, a press asks for the system's menu on a Mac.
    if (event.button !== 0 || event.ctrlKey || event.isPrimary === false) return;
    const at = pointIn(element, event);
    if (!response.press(at)) return;
    const moving = event.pointerType !== "touch" && !response.clicks();
    pressed = { id: event.pointerId, from: event, at, moving };
    element.setPointerCapture(event.pointerId);
    if (moving) response.drag(at);
  });
  on("pointermove", (event) => {
    if (pressed === undefined) {
      if (event.pointerType !== "touch" && event.buttons === 0)
        response.hover(pointIn(element, event));
      return;
    }
    if (event.pointerId !== pressed.id) return;
    // It was let go where the page could not see it.
    if (event.buttons === 0) {
      end();
      return;
    }
    pressed.moving ||= isDrag(pressed.from, event);
    if (pressed.moving) response.drag(pointIn(element, event));
  });
  on("pointerup", (event) => {
    if (event.pointerId !== pressed?.id) return;
    const { moving, at } = pressed;
    end();
    if (moving) return;
    if (response.clicks()) response.click(at);
    else response.drag(at);
  });
  for (const type of ["pointercancel", "lostpointercapture"])
    on(type, (event) => {
      if (event.pointerId === pressed?.id) end();
    });
  on("pointerleave", () => response.hover(undefined));
}

function isDrag(from: PointerEvent, to: PointerEvent): boolean {
  const [sideways, along] = [
    Math.abs(to.clientX - from.clientX),
    Math.abs(to.clientY - from.clientY),
  ];
  return to.pointerType === "touch"
    ? sideways >= slack && sideways > along
    : Math.hypot(sideways, along) >= slack;
}

/** Where an event is in an element, in its own pixels. */
export function pointIn(
  element: HTMLElement | SVGSVGElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = element.getBoundingClientRect();
  const matrix = element instanceof SVGSVGElement ? matrixOf(element, box) : undefined;
  if (matrix !== undefined) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return { x, y };
  }
  const { width, height } = ownSize(element, box);
  return {
    x: (clientX - box.left) * (box.width > 0 ? width / box.width : 1),
    y: (clientY - box.top) * (box.height > 0 ? height / box.height : 1),
  };
}

/** An element's size before any transform or zoom. */
function ownSize(element: HTMLElement | SVGSVGElement, box: DOMRect): Size {
  if (element instanceof HTMLElement)
    return { width: element.offsetWidth || box.width, height: element.offsetHeight || box.height };
  const [width, height] = ["width", "height"].map((name) => Number(element.getAttribute(name)));
  return { width: width || box.width, height: height || box.height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * From a picture's own pixels to the window's, turned as it may be; undefined where the browser does not say, or says
 * it without the transforms of the page around: its corners are then not those of the box.
 */
function matrixOf(element: SVGSVGElement, box: DOMRect): DOMMatrix | undefined {
  const matrix = element.getScreenCTM?.();
  if (!matrix || typeof DOMPoint === "undefined") return undefined;
  const { width, height } = ownSize(element, box);
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1.5;
  const known =
    near(Math.min(...xs), box.left) &&
    near(Math.max(...xs), box.right) &&
    near(Math.min(...ys), box.top) &&
    near(Math.max(...ys), box.bottom);
  return known ? matrix : undefined;
}
