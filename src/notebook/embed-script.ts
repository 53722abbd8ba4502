import type { Setting } from "./parameters";

/** A cell as a reader has it before her. */
export interface PresentCell {
  readonly notebook: string;
  readonly cell: string;
  readonly settings: readonly Setting[];
}

/** Where a dialog opens. */
export interface DialogPlace {
  /** The site's root, from which this page has the site's code. */
  readonly root: URL;
  /** Carries the dialog while it is open. */
  readonly parent: ParentNode;
}

/** The dialog by which a cell is embedded in another page. */
export interface EmbedDialog {
  open(cell: PresentCell, place: DialogPlace): Promise<void>;
}

/** What `embed.js` exports, for the site's own pages: they fetch it, and know no more of embeds. */
export interface EmbedScript {
  dialog(): Promise<EmbedDialog>;
}
