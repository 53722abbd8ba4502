import type { ChoiceOptions } from "./choice";
import { asInput, type InputElement, labelFor } from "./input";

export interface SelectElement<T> extends InputElement<T> {
  disabled: boolean;
}

/** One of a few, of which only that one is in sight: for what is seldom changed. */
export function select<T extends string>({
  label,
  options,
  value,
}: ChoiceOptions<T>): SelectElement<T> {
  const list = document.createElement("select");
  for (const option of options) list.add(new Option(option.label, option.value));
  list.value = value;
  const element = document.createElement("div");
  element.className = "input input-select";
  element.append(labelFor(list, label), list);
  const input = asInput(element, {
    get: () => list.value as T,
    set: (next: T) => {
      list.value = next;
    },
  });
  return Object.defineProperty(input, "disabled", {
    get: () => list.disabled,
    set: (disabled: boolean) => {
      list.disabled = disabled;
    },
  }) as SelectElement<T>;
}
