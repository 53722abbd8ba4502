import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { cell, cellText } from "./notebook";

/** A button of the training panel, by what it says. */
export function panelButton(page: Page, name: string): Locator {
  return cell(page, "training").getByRole("button", { name, exact: true });
}

/** What the training panel says, its buttons and progress included. */
export function panelText(page: Page): Promise<string> {
  return cellText(page, "training");
}

/** Epochs or batches done, of all models, as the progress says; NaN where it counts none. */
export async function stepsDone(page: Page): Promise<number> {
  const found = /([\d,]+) \/ [\d,]+ (?:epochs|batches)/.exec(await panelText(page));
  return Number(found?.[1].replaceAll(",", ""));
}

/** Waits until a training is over: the progress counts its steps, and the main button offers to train again. */
export async function untilTrained(page: Page): Promise<void> {
  const over = async (): Promise<boolean> =>
    !Number.isNaN(await stepsDone(page)) && (await panelButton(page, "Train").count()) === 1;
  await expect.poll(over, { message: "the training is over", timeout: 50_000 }).toBe(true);
}
