import { existsSync, readFileSync } from "node:fs";
import { Sources } from "../../src/notebook/sources";

/** What is measured on a notebook's page, as `notebooks/NAME/bench.json` says. */
interface Measured {
  readonly drags?: readonly Omit<PageDrag, "page">[];
  readonly trainings?: readonly Omit<PageTraining, "page">[];
  readonly wholeTrainings?: readonly Omit<WholeTraining, "page">[];
}

/** A drag on a page of the site. */
export interface PageDrag {
  /** Address of the page from the site's root: "./" or "./NAME/". */
  readonly page: string;
  /** Slug of the cell in which a handle is dragged, and the handle's selector there. */
  readonly cell: string;
  readonly handle: string;
  /** Name of the readout that follows. */
  readonly readout: string;
}

/** A training on a page of the site. */
export interface PageTraining {
  readonly page: string;
  /** In the names of its figures, and in those that a reader sees. */
  readonly id: string;
  readonly name: string;
  /** The page's parameters: "?engine=wasm". */
  readonly search: string;
}

/** A training that is measured from the click to its end. */
export interface WholeTraining extends PageTraining {
  /** Of the section in which it is printed. */
  readonly title: string;
}

/** What is measured of one kind on the pages of all notebooks. */
function measured<Kind extends keyof Measured>(
  kind: Kind,
): (NonNullable<Measured[Kind]>[number] & { readonly page: string })[] {
  const sources = new Sources(process.cwd());
  return sources.names().flatMap((name) => {
    const file = `notebooks/${name}/bench.json`;
    if (!existsSync(file)) return [];
    const found = (JSON.parse(readFileSync(file, "utf8")) as Measured)[kind] ?? [];
    const page = sources.pageOf(name);
    return found.map((each: NonNullable<Measured[Kind]>[number]) => ({ ...each, page }));
  });
}

export const pageDrags = (): readonly PageDrag[] => measured("drags");
/** Trainings that take longer than is measured. */
export const pageTrainings = (): readonly PageTraining[] => measured("trainings");
export const wholeTrainings = (): readonly WholeTraining[] => measured("wholeTrainings");
