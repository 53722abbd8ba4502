import { button } from "../../inputs/button";
import { labelFor } from "../../inputs/input";

/** A text that stands ready to be copied. */
export interface CopyElement extends HTMLElement {
  /** Takes a text, and takes back what was said of the last one. */
  show(text: string): void;
}

export function copyText(label: string): CopyElement {
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = 8;
  field.spellcheck = false;
  const status = document.createElement("p");
  status.className = "dialog-note";
  status.setAttribute("role", "status");
  const copy = async (): Promise<void> => {
    try {
      // Absent where the page is not served securely, and refused where a frame may not.
      await navigator.clipboard.writeText(field.value);
      status.textContent = "Copied";
    } catch {
      field.focus();
      field.select();
      status.textContent =
        "This page may not write to the clipboard. The snippet is selected: copy it by hand.";
    }
  };
  const row = document.createElement("div");
  row.className = "dialog-copy";
  row.append(
    button("Copy", () => void copy(), { primary: true }),
    status,
  );
  const element = document.createElement("div");
  element.className = "dialog-snippet";
  element.append(labelFor(field, label), field, row);
  return Object.assign(element, {
    show(text: string) {
      if (text === field.value) return;
      field.value = text;
      status.textContent = "";
    },
  });
}
