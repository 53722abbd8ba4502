import { setTimeout as sleep } from "node:timers/promises";
import type { Section } from "./figures";
import { type Bench, openSite } from "./site-page";
import { median } from "./statistics";

const clicks = 5;
const patience = 30_000;

interface Watched {
  progress: Promise<number>;
}

/** From the click on Train until the page has painted that an epoch is done, on a fresh page each time. */
export async function measureClick(bench: Bench): Promise<Section> {
  const times: number[] = [];
  for (let i = 0; i < clicks; ++i) times.push(await clickToProgress(bench));
  return {
    title: `From the click on Train to the first epochs shown: median of ${clicks}`,
    figures: [
      {
        id: "click-to-progress",
        name: "WebAssembly engine",
        unit: "ms",
        value: median(times),
        note: `each: ${times.map((time) => time.toFixed(0)).join(", ")}`,
      },
    ],
  };
}

async function clickToProgress(bench: Bench): Promise<number> {
  const page = await openSite(bench, "?engine=wasm");
  const button = page
    .locator('[data-cell="training"]')
    .getByRole("button", { name: "Train", exact: true });
  await button.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await page.evaluate(watchProgress);
  const { x, y, width, height } = (await button.boundingBox())!;
  // As a reader's hand does: to the button, and a moment later down.
  await page.mouse.move(x + width / 2, y - 100);
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 10 });
  await sleep(300);
  await page.mouse.click(x + width / 2, y + height / 2, { delay: 60 });
  const time = await Promise.race([
    page.evaluate(() => (globalThis as unknown as Watched).progress),
    sleep(patience, undefined, { ref: false }),
  ]);
  const panel = await page.locator(".training-panel").innerText();
  await page.context().close();
  if (time === undefined) throw new Error(`Training shows no progress: ${panel}`);
  return time;
}

/** In the page: measures from the first click until there is a paint with epochs done. */
function watchProgress(): void {
  const text = document.querySelector(".training-panel .input-progress-text")!;
  (globalThis as unknown as Watched).progress = new Promise((resolve) => {
    addEventListener(
      "click",
      ({ timeStamp }) => {
        const observer = new MutationObserver(() => {
          if (!/^[1-9][\d,]* \//.test(text.textContent ?? "")) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            // A message that is sent in a frame arrives after its paint.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(null);
          });
        });
        observer.observe(text, { childList: true, characterData: true, subtree: true });
      },
      { capture: true, once: true },
    );
  });
}
