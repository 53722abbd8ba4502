/** An element that shows the states of one kind of picture. */
export interface StateElement<State> extends HTMLElement {
  update(state: State): void;
}

/** Makes the pictures of one kind. */
export type PictureKind<State> = (state: State) => Picture;

/**
 * What a cell shows, as a value: what to draw, and how. Whoever shows it makes an element for it, or hands it to
 * the element that shows a picture of the same kind already, so that what the reader does there goes on.
 */
export class Picture {
  /** Pictures of one kind can take each other's place. */
  readonly kind: object;
  readonly #begin: (place: (element: HTMLElement) => void) => ShownPicture;
  readonly #follow: (element: HTMLElement) => void;

  constructor(
    kind: object,
    begin: (place: (element: HTMLElement) => void) => ShownPicture,
    follow: (element: HTMLElement) => void,
  ) {
    this.kind = kind;
    this.#begin = begin;
    this.#follow = follow;
  }

  /**
   * Shows the picture by an element of its own.
   * @param place puts it where it is to be seen, before it shows anything: it takes its room by the width that is there
   */
  begin(place: (element: HTMLElement) => void = () => {}): ShownPicture {
    return this.#begin(place);
  }

  /** Shows the picture by an element that shows one of its kind. */
  follow({ element }: ShownPicture): void {
    this.#follow(element);
  }
}

/** A picture that is shown. */
export interface ShownPicture {
  readonly kind: object;
  readonly element: HTMLElement;
  /** Ends the element's observers and timers; it stays as it is. */
  end(): void;
}

/**
 * A kind of picture.
 * @param make an element for it, which gets the same state by its first `update`; `invalidation` resolves when it is shown no more
 */
/* @__NO_SIDE_EFFECTS__ */
export function pictureKind<State>(
  make: (state: State, invalidation: Promise<void>) => StateElement<State>,
): PictureKind<State> {
  const kind = {};
  return (state) =>
    new Picture(
      kind,
      (place) => {
        let end = (): void => {};
        const invalidation = new Promise<void>((resolve) => {
          end = resolve;
        });
        const element = make(state, invalidation);
        try {
          place(element);
          element.update(state);
        } catch (error) {
          end();
          throw error;
        }
        return { kind, element, end };
      },
      (element) => (element as StateElement<State>).update(state),
    );
}

/** Gives an element that shows a part of a state the whole one. @param of the part that it shows */
export function showing<State, Part>(
  element: HTMLElement & { update(part: Part): void },
  of: (state: State) => Part,
): StateElement<State> {
  const { update } = element;
  return Object.assign(element, { update: (state: State): void => update(of(state)) });
}

const drawn = new WeakMap<Element, ShownPicture>();

/** Shows a picture in an element of any page, in place of what stands there; one of the same kind is updated. */
export function draw(picture: Picture, element: Element): void {
  const before = drawn.get(element);
  if (before?.kind === picture.kind && before.element.parentNode === element) {
    picture.follow(before);
    return;
  }
  erase(element);
  drawn.set(
    element,
    picture.begin((figure) => element.replaceChildren(figure)),
  );
}

/** Takes a picture away again, with its observers and timers. */
export function erase(element: Element): void {
  const shown = drawn.get(element);
  if (shown === undefined) return;
  drawn.delete(element);
  shown.end();
  shown.element.remove();
}
