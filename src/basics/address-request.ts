/** Where a cell can be seen as it stands. */
export interface CellAddress {
  /** The cell's slug. */
  readonly cell: string;
  /** The reader's settings by their names, as text. */
  readonly settings: Readonly<Record<string, string>>;
  /** On the notebook's page, with the settings as parameters and the cell as its hash; this page's where there is none. */
  readonly url: URL;
  /** What is shown and the url cannot carry: "the network from a.safetensors". */
  readonly omitted?: string | undefined;
}

/**
 * Asks for the address of the cell in which an element is. It bubbles, and whoever carries the notebook answers:
 * what a cell shows knows neither the page nor its own cell.
 */
export class AddressRequest extends Event {
  static readonly type = "address-request";
  answer: CellAddress | undefined;

  constructor() {
    super(AddressRequest.type, { bubbles: true, composed: true });
  }
}

/** The address of the cell in which an element is; that of the page where nobody answers. */
export function addressOf(element: Element): CellAddress {
  const request = new AddressRequest();
  element.dispatchEvent(request);
  return request.answer ?? { cell: "figure", settings: {}, url: pageAddress() };
}

/** The address of the page; that of the page around it for a frame that has its text from there. */
export function pageAddress(): URL {
  return new URL(location.protocol === "about:" ? document.baseURI : location.href);
}
