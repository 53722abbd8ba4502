import type { Setting } from "../../notebook/parameters";
import type { Fallback } from "../fallback";

/** What the build knows of a site whose cells can be embedded. */
export interface EmbeddableSite {
  /** Where the site will be, if the build was told; ends in a slash. */
  readonly address?: string;
  /** By notebook and slug. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, EmbeddableCell>>>>;
}

export interface EmbeddableCell extends Fallback {
  readonly notebook: string;
  /** Names of the parameters on which it depends. */
  readonly parameters: readonly string[];
  /** Height of a frame that shows it, in CSS pixels. */
  readonly frameHeight: number;
}

/** What the reader wants to embed, and as what. */
export interface Choices {
  readonly form: "tag" | "frame";
  /** The parameters that go along. */
  readonly carried: readonly Setting[];
  /** Whether the folded source is shown, the inputs, and the menu under the figure. */
  readonly code: boolean;
  readonly controls: boolean;
  readonly menu: boolean;
  /** Name of the scope that a tag shares with others; empty for none. */
  readonly scope: string;
}
