import { bind, type Settable } from "../inputs/bind";
import { button, controls } from "../inputs/button";
import { type ChoiceOptions, choice } from "../inputs/choice";
import { type NumberFieldOptions, numberField } from "../inputs/number-field";
import { numberList, type WholeNumberBounds } from "../inputs/number-list";
import { type SliderOptions, slider } from "../inputs/slider";

/** Makes fields, each with its label, for a value that others may set too. */
export interface Fields {
  list(label: string, target: Settable<readonly number[]>, bounds: WholeNumberBounds): HTMLElement;
  number(
    label: string,
    target: Settable<number>,
    bounds: Omit<NumberFieldOptions, "label" | "value">,
  ): HTMLElement;
  range(
    label: string,
    target: Settable<number>,
    bounds: Omit<SliderOptions, "label" | "value">,
  ): HTMLElement;
  choice<T extends string | number>(
    label: string,
    target: Settable<T>,
    options: ChoiceOptions<T>["options"],
  ): HTMLElement;
  /** The seed of the run, and a button that draws another one. */
  seed(target: Settable<number>): readonly HTMLElement[];
}

/** What the reader chooses before she trains. @param make the fields, in their order */
export function trainingSettings(
  invalidation: Promise<void>,
  make: (fields: Fields) => readonly (HTMLElement | readonly HTMLElement[])[],
): HTMLElement {
  const fields: Fields = {
    list: (label, target, bounds) =>
      bind(numberList({ label, value: target.value, ...bounds }), target, invalidation),
    number: (label, target, bounds) =>
      bind(numberField({ label, value: target.value, ...bounds }), target, invalidation),
    range: (label, target, bounds) =>
      bind(slider({ label, value: target.value, ...bounds }), target, invalidation),
    choice: (label, target, options) =>
      bind(choice({ label, value: target.value, options }), target, invalidation),
    seed: (target) => [
      fields.number("Seed", target, { min: 0, max: 999_999_999, whole: true }),
      button("New seed", () => {
        target.value = Math.floor(Math.random() * 10_000);
      }),
    ],
  };
  return controls("What to train", ...make(fields).flat());
}
