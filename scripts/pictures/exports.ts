import { type NotebookPage, onNotebook } from "./notebook-page";
import { atRest } from "./studio";
import { figureNames, takeFigure, waysToTake } from "./take-figure";

/** A picture that is to be a file. */
export interface Picture {
  readonly file: string;
  readonly bytes: Buffer;
}

/**
 * Every figure of a notebook as a reader takes it away from a wide window: NAME.svg and NAME.png, on dark ground
 * NAME-dark.svg and NAME-dark.png, and NAME.gif where it moves.
 */
export async function drawExports(notebook: NotebookPage): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const [colorScheme, suffix, endings] of [
    ["light", "", ["svg", "png", "gif"]],
    ["dark", "-dark", ["svg", "png"]],
  ] as const)
    await onNotebook(
      notebook,
      { ...atRest, viewport: { width: 1280, height: 900 }, colorScheme },
      async (page) => {
        for (const [i, name] of (await figureNames(page)).entries())
          for (const item of await waysToTake(page, i)) {
            const ending = endings.find((each) => item.endsWith(` as ${each.toUpperCase()}`));
            if (ending === undefined) continue;
            const bytes = await takeFigure(page, i, item);
            pictures.push({ file: `${name}${suffix}.${ending}`, bytes });
          }
      },
    );
  return pictures;
}
