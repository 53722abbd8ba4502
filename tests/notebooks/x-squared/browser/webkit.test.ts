import { Key } from "selenium-webdriver";
import { launchWebkit } from "../../../browser/support/webkit";
import { testMainPath } from "./main-path";

testMainPath(
  "webkit",
  async () => {
    const { driver, close } = await launchWebkit();
    const evaluate = (run: (argument: never) => unknown, argument?: unknown): Promise<never> =>
      driver.executeScript(`return (${run})(...arguments)`, argument);
    return {
      async open(url) {
        await driver.get(url);
        // The driver tells nothing of errors: those after the page has loaded are kept in it.
        await evaluate(() => {
          const wrong: string[] = [];
          Object.assign(globalThis, { wrong });
          addEventListener("error", ({ message }) => wrong.push(`error: ${message}`));
          addEventListener("unhandledrejection", ({ reason }) => wrong.push(`error: ${reason}`));
          console.error = (...words) => wrong.push(`console: ${words.join(" ")}`);
        });
      },
      evaluate,
      press: (key) =>
        driver.actions().sendKeys({ Home: Key.HOME, ArrowRight: Key.ARROW_RIGHT }[key]).perform(),
      wrong: () => evaluate(() => (globalThis as unknown as { wrong: string[] }).wrong),
      close,
    };
  },
  // Which of the two depends on the machine's graphics.
  /TensorFlow\.js on WebGL|WebAssembly (with relaxed )?SIMD|Plain TypeScript/,
);
