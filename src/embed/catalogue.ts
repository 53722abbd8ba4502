import type { Heights } from "../notebook/columns";
import type { Cell, Libraries } from "../notebook/definition";
import type { EmbedDialog } from "../notebook/embed-script";

/** What the build knows of the notebooks whose cells can be embedded. */
export interface Catalogue {
  /** The root of the site where the notebooks have their pages, if there is one. */
  readonly site?: URL;
  /** The address of a file that a notebook asks for, from its path in the site. */
  asset(path: string): URL;
  readonly notebooks: Readonly<Record<string, CataloguedNotebook>>;
  /** Fetches the dialog by which a cell is embedded elsewhere, which needs a site. */
  dialog?(): Promise<EmbedDialog>;
}

export interface CataloguedNotebook {
  /** Address of its page, from the site's root. */
  readonly page: string;
  /** Names of its parameters. */
  readonly parameters: readonly string[];
  /** Fetches what is known of its cells: those of the other notebooks are nobody's business. */
  cells(): Promise<CataloguedCells>;
}

export type CataloguedCells = Readonly<Record<string, CataloguedCell>>;

export interface CataloguedCell {
  load(): Promise<EmbeddedCell>;
  /** The room that it takes before it is there. */
  readonly heights?: Heights;
}

/** The module of one cell: all that it needs to live apart from its notebook. */
export interface EmbeddedCell {
  readonly slug: string;
  readonly libraries: Libraries;
  /** The cell and those that it depends on. */
  readonly cells: readonly Cell[];
  /** See `Closure` in ../compile/closure. */
  readonly own: readonly string[] | undefined;
  /** The cell's HTML, as on the notebook's page, its formulas as MathML. */
  readonly html: string;
  /** The text of its notebook's own sheet. */
  readonly sheet: string;
}
