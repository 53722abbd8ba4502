/** Opens the dialog by which a cell is embedded in another page. Rejects where that cannot be fetched. */
export type OpenEmbedDialog = () => Promise<void>;

/** Asks whoever carries the notebook, as an AddressRequest does, for the dialog that embeds the cell in which an element is. */
export class EmbedRequest extends Event {
  static readonly type = "embed-request";
  answer: OpenEmbedDialog | undefined;

  constructor() {
    super(EmbedRequest.type, { bubbles: true, composed: true });
  }
}

/** Opens the dialog that embeds the cell in which an element is; undefined where nobody offers one. */
export function embedDialogOf(element: Element): OpenEmbedDialog | undefined {
  const request = new EmbedRequest();
  element.dispatchEvent(request);
  return request.answer;
}
