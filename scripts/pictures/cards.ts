import type { Page } from "playwright-core";
import { escapeHtml } from "../../src/notebook/escape-html";
import { cardSize } from "../../src/notebook/social-card";
import type { Picture } from "./exports";
import { type NotebookPage, onNotebook } from "./notebook-page";
import { atRest } from "./studio";
import { figureNames, takeFigure } from "./take-figure";

/** Width of the text at which figures are about as high as a card, in CSS pixels. */
const textWidth = 680;

/** Every figure of a notebook beside the notebook's title, as the picture that goes with a link to it. */
export function drawCards(notebook: NotebookPage): Promise<Picture[]> {
  const options = { ...atRest, viewport: cardSize, colorScheme: "light" } as const;
  return onNotebook(notebook, options, async (page) => {
    await page.addStyleTag({ content: `main { width: ${textWidth}px; }` });
    const title = await page.title();
    const names = await figureNames(page);
    const captions = await page.locator(".figure figcaption strong").allTextContents();
    const figures: Buffer[] = [];
    for (const i of names.keys()) figures.push(await takeFigure(page, i, "Save as PNG"));
    const cards: Picture[] = [];
    for (const [i, name] of names.entries()) {
      await showInstead(page, cardHtml(title, captions[i], figures[i]));
      cards.push({ file: `${name}.png`, bytes: await page.screenshot() });
    }
    return cards;
  });
}

/** A card, in the type and the colours of the page that shows it. */
function cardHtml(title: string, caption: string, png: Buffer): string {
  return `<style>
.card { position: fixed; inset: 0; box-sizing: border-box; padding: 32px 40px 32px 64px; background: var(--paper);
  display: grid; grid: 1fr auto / 380px minmax(0, 1fr); column-gap: 32px; font-family: var(--sans); }
.card * { margin: 0; }
.card div { align-self: center; }
.card h1 { font: 620 44px/1.15 var(--serif); }
.card h1 + p { margin-top: 24px; font-size: 22px; line-height: 1.35; color: var(--muted); }
.card > p { font-weight: 600; font-size: 20px; }
.card img { grid-area: 1 / 2 / 3; width: 100%; height: 100%; object-fit: contain; }
</style>
<div class="card">
<div><h1>${escapeHtml(title)}</h1><p>${escapeHtml(caption)}</p></div>
<p>Lookup</p>
<img alt="" src="data:image/png;base64,${png.toString("base64")}">
</div>`;
}

/** Shows HTML in place of all that a page has. */
async function showInstead(page: Page, html: string): Promise<void> {
  await page.evaluate(async (html) => {
    document.body.innerHTML = html;
    await Promise.all([...document.images].map((image) => image.decode()));
  }, html);
}
