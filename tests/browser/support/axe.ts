import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core complains about in a page, or in the parts of it that a selector names, one line for each rule. */
export async function axeViolations(page: Page, parts = "html"): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (parts) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const results = await axe.run(parts, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return results.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, any }) => `${target} (${any[0]?.message ?? ""})`).join("; ")}`,
    );
  }, parts);
}
