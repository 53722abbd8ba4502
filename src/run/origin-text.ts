import type { Run } from "./run";

/** Where the run on the page comes from, as a sentence. */
export function originText({ origin, file, latest }: Run<unknown>): string {
  switch (origin) {
    case "shipped":
      return "What you see now came with the page, trained ahead of your visit by its own engine.";
    case "live":
      return latest.step === 0
        ? "What you see now was drawn here, in your browser, and is not trained yet."
        : "What you see now was trained here, in your browser.";
    case "opened":
      return `What you see now is one network, opened from ${file}.`;
  }
}
