import { addressOf } from "../basics/address-request";
import { embedDialogOf } from "../basics/embed-request";
import { fileName, saveFile } from "../basics/save-file";
import { button } from "../inputs/button";
import { labelFor } from "../inputs/input";
import { type MenuElement, type MenuItem, menu } from "../inputs/menu";
import { progressBar } from "../inputs/progress-bar";
import type { Shown } from "./export/files";

/** The menu by which a reader takes a figure with her. */
export interface TakeAwayOptions {
  /** The figure's title. */
  readonly title: string;
  /** What the figure shows now; undefined before it shows something. */
  shown(): Shown | undefined;
  /** Its motion, where it has one. */
  readonly loop?: Loop | undefined;
}

/** A motion as files. */
export interface Loop {
  /** What moves: "the sweep". */
  readonly name: string;
  /** @throws AbortError where the signal says so */
  record(format: RecordingFormat, progress: RecordingProgress, signal: AbortSignal): Promise<Blob>;
}

export type RecordingFormat = "GIF" | "video";

/** Hears of each frame that is done. */
export type RecordingProgress = (done: number, all: number) => void;

/** Milliseconds for which the menu says what it has done. */
const saying = 4000;

/** Copies the link to a figure, embeds it, saves its picture and its numbers, and its motion where it has one. */
export function takeAway({ title, shown, loop }: TakeAwayOptions): MenuElement {
  const element = menu(`Take away: ${title}`, items);
  element.classList.add("take-away");
  const status = document.createElement("p");
  status.className = "menu-status";
  status.setAttribute("role", "status");
  element.append(status);

  /** One recording at a time, and one link. */
  let recording = new AbortController();
  let closeLink = (): void => {};
  let silence: ReturnType<typeof setTimeout> | undefined;
  const say = (words: string): void => {
    clearTimeout(silence);
    status.textContent = words;
    silence = setTimeout(() => {
      status.textContent = "";
    }, saying);
  };
  /** Does something that may fail, and says so. */
  const attempt = async (what: string, action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      if ((error as Error).name === "AbortError") say("Cancelled");
      else say(`${what} failed: ${(error as Error).message}`);
    }
  };
  const save = (kind: "svg" | "png" | "csv"): Promise<void> =>
    attempt(`The ${kind.toUpperCase()}`, async () => {
      const files = await import("./export/files");
      const now = shown();
      if (now === undefined) return;
      const name = fileName(addressOf(element), kind);
      const make = { svg: files.svgFile, png: files.pngFile, csv: files.csvFile }[kind];
      saveFile(name, await make(now));
      say(`Saved ${name}`);
    });

  function items(): MenuItem[] {
    const embed = embedDialogOf(element);
    return [
      { label: "Copy link", run: () => void copyLink() },
      ...(embed ? [{ label: "Embed", run: () => void attempt("The dialog", embed) }] : []),
      { label: "Save as SVG", run: () => void save("svg") },
      { label: "Save as PNG", run: () => void save("png") },
      { label: "Save numbers as CSV", run: () => void save("csv") },
      ...(loop === undefined
        ? []
        : formats().map((format) => ({
            label: `Save ${loop.name} as ${format}`,
            run: () => void record(loop, format),
          }))),
    ];
  }

  async function copyLink(): Promise<void> {
    const { url, omitted } = addressOf(element);
    const caveat = omitted ? `. It cannot carry ${omitted}.` : "";
    try {
      // Absent where the page is not served securely, and refused where a frame may not.
      await navigator.clipboard.writeText(url.href);
      say(`Link copied${caveat}`);
    } catch {
      showLink(url.href, caveat);
    }
  }

  /** Shows a panel in the menu's place, over any other, until it is closed; the focus goes back to the button then. */
  function openPanel(name: string, ...content: readonly HTMLElement[]): () => void {
    const panel = document.createElement("div");
    panel.className = "menu-panel";
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", name);
    panel.append(...content);
    element.append(panel);
    panel.scrollIntoView({ block: "nearest" });
    return () => {
      if (panel.contains(document.activeElement)) element.button.focus();
      panel.remove();
    };
  }

  function showLink(href: string, caveat: string): void {
    closeLink();
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = href;
    const label = labelFor(field, `Copy this link${caveat}`);
    const close = button("Close", () => closeLink());
    closeLink = openPanel("Link to this figure", label, field, close);
    field.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") closeLink();
    });
    field.focus();
    field.select();
  }

  async function record({ name, record }: Loop, format: RecordingFormat): Promise<void> {
    recording.abort();
    const ending = new AbortController();
    recording = ending;
    const bar = progressBar(`${name} as ${format}`);
    const cancel = button("Cancel", () => ending.abort());
    const closePanel = openPanel(`Saving ${name}`, bar, cancel);
    cancel.focus();
    const address = addressOf(element);
    await attempt(`The ${format}`, async () => {
      const progress: RecordingProgress = (done, all) =>
        bar.update({ fraction: done / all, text: `${done} of ${all} frames` });
      const recorded = await record(format, progress, ending.signal);
      const file = fileName(address, recorded.type.split("/")[1]);
      saveFile(file, recorded);
      say(`Saved ${file}`);
    });
    closePanel();
  }
  return element;
}

/** As what a motion can be recorded here: not every browser gives its video encoder to pages. */
function formats(): readonly RecordingFormat[] {
  return "VideoEncoder" in globalThis ? ["GIF", "video"] : ["GIF"];
}
