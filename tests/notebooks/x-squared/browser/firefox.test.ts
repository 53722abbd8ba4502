import { launchFirefox } from "../../../browser/support/firefox";
import { testMainPath } from "./main-path";

testMainPath(
  "firefox",
  async () => {
    const browser = await launchFirefox();
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => wrong.push(`error: ${String(error)}`));
    return {
      open: async (url) => void (await page.goto(url, { waitUntil: "load" })),
      evaluate: (run: (argument: never) => unknown, argument?: unknown) =>
        page.evaluate(run, argument as never) as Promise<never>,
      press: (key) => page.keyboard.press(key),
      wrong: async () => wrong,
      close: () => browser.close(),
    };
  },
  // It is launched without WebGL, so that the page must fall back, and say why.
  /WebAssembly (with relaxed )?SIMD.*WebGL/,
);
