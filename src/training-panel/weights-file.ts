import { button, controls } from "../inputs/button";
import { keepToItself } from "../inputs/input";

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

/**
 * @param drop where files can be dropped
 * @param invalidation ends that when it resolves
 */
export function weightsFile(
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
  field.type = "file";
  field.accept = ".safetensors";
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
