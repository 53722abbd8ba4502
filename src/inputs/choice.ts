import { asInput, type InputElement, uniqueId } from "./input";

export interface ChoiceOptions<T extends string | number> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
}

/** One of a few, all in sight: a segmented group of radio buttons. */
export function choice<const T extends string | number>({
  label,
  options,
  value,
}: ChoiceOptions<T>): InputElement<T> {
  const element = document.createElement("div");
  element.className = "input input-choice";
  element.setAttribute("role", "radiogroup");
  const heading = document.createElement("span");
  heading.className = "input-label";
  heading.id = uniqueId("label");
  heading.textContent = label;
  element.setAttribute("aria-labelledby", heading.id);
  const segments = document.createElement("span");
  segments.className = "input-segments";
  element.append(heading, segments);

  const name = uniqueId("choice");
  const radios = options.map((option) => {
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = name;
    const segment = document.createElement("label");
    const text = document.createElement("span");
    text.textContent = option.label;
    segment.append(radio, text);
    segments.append(segment);
    return radio;
  });
  const input = asInput(element, {
    get: () => options[radios.findIndex((radio) => radio.checked)].value,
    set: (next: T) => {
      const index = options.findIndex((option) => option.value === next);
      if (index === -1) throw new RangeError(`${label}: no option ${String(next)}`);
      radios[index].checked = true;
    },
  });
  input.value = value;
  return input;
}
