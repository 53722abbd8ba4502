import { saveFile } from "../basics/save-file";
import { pictureKind, showing } from "../figure/picture";
import { button, controls } from "../inputs/button";
import { keepToItself } from "../inputs/input";
import type { ShownRun } from "../run/page-run";
import type { Moment, Run } from "../run/run";

/** How a notebook's networks go into files and come from them. */
export interface NetworkFiles<Settings> {
  /** A network of the run, as a file that PyTorch loads. */
  of(run: Run<Settings>, moment: Moment): File;
  /** @throws Error that says why it cannot be shown */
  open(file: File, chosen: Settings): Promise<Run<Settings>>;
  /** Why a file was not opened, for the reader who chose it. */
  refusal(name: string, error: Error): string;
  /** What a file of the network on the page has in it. */
  text(run: Run<Settings>, moment: Moment): string;
}

export interface WeightsFileState<Settings> extends ShownRun<Settings> {
  readonly files: NetworkFiles<Settings>;
}

/** What the reader can do with the weights on the page. */
export interface WeightsActions {
  /** Hands out the network on the page. */
  save(): void;
  /** Shows the network of a file in its place. @throws Error that says why it cannot */
  open(file: File): Promise<void>;
  /** Says why a file was not opened. */
  refuse(name: string, error: Error): void;
}

/** A button that saves the network on the page, a field that opens another, and which it is. */
export interface WeightsFileElement extends HTMLElement {
  /** @param network the network on the page, in words */
  update(network: string): void;
}

/** The network on the page as a file, and others in its place. */
export const weightsFile = pictureKind<WeightsFileState<unknown>>((first, invalidation) => {
  let shown = first;
  const element = weightsFileElement(
    {
      save() {
        const file = shown.files.of(shown.run, shown.moment);
        saveFile(file.name, file);
      },
      open: async (file) => shown.page.open(await shown.files.open(file, shown.page.chosen.value)),
      refuse: (name, error) =>
        void shown.page.host.notice(shown.files.refusal(name, error), { key: "weights" }),
    },
    first.page.host.element.getRootNode(),
    invalidation,
  );
  return showing(element, (next: WeightsFileState<unknown>) => {
    shown = next;
    return next.files.text(next.run, next.moment);
  });
});

/**
 * @param drop where files can be dropped
 * @param invalidation ends that when it resolves
 */
export function weightsFileElement(
  actions: WeightsActions,
  drop: EventTarget,
  invalidation: Promise<void>,
): WeightsFileElement {
  const open = async (file: File): Promise<void> => {
    try {
      await actions.open(file);
    } catch (error) {
      actions.refuse(file.name, error as Error);
    }
  };

  const field = document.createElement("input");
  // Without `accept`: a telephone does not know the ending and would offer no file at all.
  field.type = "file";
  keepToItself(field);
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    if (file === undefined) return;
    // The same file may be chosen again: it may have changed.
    void open(file).finally(() => {
      field.value = "";
    });
  });
  const label = document.createElement("label");
  label.className = "button button-file";
  label.append("Open a network", field);

  const line = document.createElement("p");
  line.className = "training-line";
  const hint = document.createElement("p");
  hint.className = "drop-hint";
  hint.textContent = "Drop a safetensors file to open its network";
  hint.hidden = true;

  const element = document.createElement("div") as HTMLElement as WeightsFileElement;
  element.append(
    controls("The network as a file", button("Save the network", actions.save), label),
    line,
    hint,
  );
  element.update = (network) => {
    line.textContent = `The network on the page: ${network}.`;
  };

  const over = (event: Event): void => {
    if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    hint.hidden = false;
  };
  const leave = (event: Event): void => {
    // Within the page a drag leaves one element for another.
    if (event instanceof DragEvent && event.relatedTarget === null) hint.hidden = true;
  };
  const dropped = (event: Event): void => {
    hint.hidden = true;
    const file = event instanceof DragEvent ? event.dataTransfer?.files[0] : undefined;
    if (file === undefined) return;
    event.preventDefault();
    void open(file);
  };
  const listeners = [
    ["dragover", over],
    ["dragleave", leave],
    ["drop", dropped],
  ] as const;
  for (const [type, listener] of listeners) drop.addEventListener(type, listener);
  invalidation.then(() => {
    for (const [type, listener] of listeners) drop.removeEventListener(type, listener);
  });
  return element;
}
