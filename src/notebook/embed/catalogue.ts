import type { Cell } from "../definition";
import type { PresentCell } from "./dialog/cells";
import type { DialogPlace } from "./dialog/open";
import type { Heights } from "./reserve";

/** What the build knows of the notebooks whose cells can be embedded. */
export interface Catalogue {
  /** Address of the script that defines the element; the site lies around it. */
  readonly script: string;
  readonly notebooks: Readonly<Record<string, CataloguedNotebook>>;
  /** Fetches the dialog by which a cell is embedded elsewhere. */
  dialog(): Promise<EmbedDialog>;
}

export interface EmbedDialog {
  open(cell: PresentCell, place: DialogPlace): Promise<void>;
}

/** What `embed.js` exports, for the site's own pages. */
export type EmbedScript = Pick<Catalogue, "dialog">;

export interface CataloguedNotebook {
  /** Address of its page, from the site's root. */
  readonly page: string;
  /** Names of its parameters. */
  readonly parameters: readonly string[];
  readonly cells: Readonly<Record<string, CataloguedCell>>;
}

export interface CataloguedCell {
  load(): Promise<EmbeddedCell>;
  /** The room that it takes before it is there. */
  readonly heights?: Heights;
}

/** The module of one cell: all that it needs to live apart from its notebook. */
export interface EmbeddedCell {
  readonly slug: string;
  /** The cell and those that it depends on. */
  readonly cells: readonly Cell[];
  /** See `Closure` in ../compile/closure. */
  readonly own: readonly string[] | undefined;
  /** The cell's HTML, as on the notebook's page, its formulas as MathML. */
  readonly html: string;
}
