import { asInput, type InputElement, labelFor } from "./input";

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** How the number is written beside the slider and spoken. */
  format?(value: number): string;
}

/** A number in a range, with the number beside it. Values set from outside snap to the steps. */
export function slider({
  label,
  min,
  max,
  step,
  value,
  format = String,
}: SliderOptions): InputElement<number> {
  const range = document.createElement("input");
  range.type = "range";
  range.min = String(min);
  range.max = String(max);
  range.step = String(step);
  const output = document.createElement("output");
  output.className = "input-output";
  // The widest number decides the room, so that nothing moves while sliding.
  output.style.minWidth = `${Math.max(format(min).length, format(max).length)}ch`;

  const show = (): void => {
    const text = format(range.valueAsNumber);
    output.textContent = text;
    range.setAttribute("aria-valuetext", text);
    range.style.setProperty("--part", String((range.valueAsNumber - min) / (max - min)));
  };
  range.addEventListener("input", show);

  const element = document.createElement("div");
  element.className = "input input-slider";
  const heading = labelFor(range, label);
  output.htmlFor.add(range.id);
  element.append(heading, range, output);
  const input = asInput(element, {
    get: () => range.valueAsNumber,
    set: (next: number) => {
      range.value = String(next);
      show();
    },
  });
  input.value = value;
  return input;
}
