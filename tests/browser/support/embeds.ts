import { expect } from "vitest";

/** What the tests of embeds need of a page, whatever drives it; pages of Playwright and of Puppeteer have it. */
export interface PostPage {
  goto(url: string): Promise<unknown>;
  close(): Promise<void>;
  evaluate<T>(run: () => T | Promise<T>): Promise<T>;
  evaluate<T, A>(run: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
  };
}

/** A `<lookup-cell>` as a script of the post knows it. */
export interface EmbeddedElement extends HTMLElement {
  value(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** Brings an element with an id into view and waits until its cell is drawn: until what stood in it is gone. */
export async function cellLives(page: PostPage, id: string): Promise<void> {
  await page.evaluate((id) => document.getElementById(id)?.scrollIntoView({ block: "center" }), id);
  await expect
    .poll(
      () =>
        page.evaluate((id) => {
          const shadow = document.getElementById(id)?.shadowRoot;
          return shadow?.querySelector(".cell") !== null && shadow?.querySelector("slot") === null;
        }, id),
      { message: `${id} lives` },
    )
    .toBe(true);
}

export function parameterOf(page: PostPage, id: string, name = "x"): Promise<unknown> {
  return page.evaluate(
    ({ id, name }) => (document.getElementById(id) as EmbeddedElement).value(name),
    { id, name },
  );
}

/** All that an element shows, as text. */
export function textIn(page: PostPage, id: string): Promise<string> {
  return page.evaluate(
    (id) => document.getElementById(id)?.shadowRoot?.querySelector(".embed")?.textContent ?? "",
    id,
  );
}

/** Drags over an element's plot, between two places in parts of its width. */
export async function dragIn(page: PostPage, id: string, from: number, to: number): Promise<void> {
  const box = await page.evaluate((id) => {
    const element = document.getElementById(id);
    element?.scrollIntoView({ block: "center" });
    const plot = element?.shadowRoot?.querySelector(".figure-plot");
    const { left, top, width, height } = (plot as Element).getBoundingClientRect();
    return { left, top, width, height };
  }, id);
  const y = box.top + box.height / 2;
  await page.mouse.move(box.left + from * box.width, y);
  await page.mouse.down();
  for (let step = 1; step <= 5; ++step) {
    await page.mouse.move(box.left + (from + ((to - from) * step) / 5) * box.width, y);
    await new Promise((done) => setTimeout(done, 40)); // a hand takes its time
  }
  await page.mouse.up();
}
