import { asInput, type InputElement } from "./input";

/** Yes or no: a checkbox with its label. */
export function toggle({
  label,
  value,
}: {
  readonly label: string;
  readonly value: boolean;
}): InputElement<boolean> {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = value;
  const text = document.createElement("span");
  text.textContent = label;
  const element = document.createElement("label");
  element.className = "input input-toggle";
  element.append(box, text);
  return asInput(element, {
    get: () => box.checked,
    set: (next: boolean) => {
      box.checked = next;
    },
  });
}
