import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Actions, Builder, Capabilities, type WebDriver } from "selenium-webdriver";
import { findBrowsers } from "../../../scripts/browsers.mjs";
import type { PostPage } from "./embeds";

/** WebKitGTK's MiniBrowser on a virtual display, driven through WebKitWebDriver. */
export interface Webkit {
  readonly driver: WebDriver;
  close(): Promise<void>;
}

export async function launchWebkit(): Promise<Webkit> {
  const found = findBrowsers().webkit;
  if (found === undefined) throw new Error("WebKit was not found: npm run browsers");
  const children: ChildProcess[] = [];
  const display = `:${90 + (process.pid % 400)}`;
  children.push(
    spawn(found.display, [display, "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
      stdio: "ignore",
    }),
  );
  const port = await freePort();
  children.push(
    spawn(found.driver, [`--port=${port}`], {
      stdio: "ignore",
      env: {
        ...process.env,
        DISPLAY: display,
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
        LIBGL_ALWAYS_SOFTWARE: "1",
      },
    }),
  );
  const end = (): void => {
    for (const child of children.reverse()) child.kill();
  };
  try {
    await answering(port);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: "MiniBrowser",
          "webkitgtk:browserOptions": { binary: found.browser, args: ["--automation"] },
        }),
      )
      .build();
    return {
      driver,
      async close() {
        await driver.quit().catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** The one page of a driver, as the tests of embeds drive it. */
export function webkitPage(driver: WebDriver): PostPage {
  const act = (): Actions => driver.actions({ async: true });
  return {
    goto: (url) => driver.get(url),
    close: async () => {},
    evaluate: <T, A>(run: (argument: A) => T | Promise<T>, argument?: A): Promise<T> =>
      driver.executeScript(`return (${run})(...arguments)`, argument),
    mouse: {
      move: (x, y) =>
        act()
          .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
          .perform(),
      down: () => act().press().perform(),
      up: () => act().release().perform(),
    },
  };
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; ++tries) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error("WebKitWebDriver did not answer within 10 s");
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
