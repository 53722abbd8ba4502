import { asInput, changed, type InputElement, keepToItself, labelFor, uniqueId } from "./input";

/** What the reader typed, understood; or what is wrong with it. */
export type Parsed<T> = { readonly value: T } | { readonly wrong: string };

export interface TextFieldOptions<T> {
  readonly label: string;
  readonly value: T;
  /** Room for this many characters. */
  readonly size: number;
  readonly inputMode: "numeric" | "decimal" | "text";
  parse(text: string): Parsed<T>;
  format(value: T): string;
}

/**
 * A typed value. It is read when the reader leaves the field or presses Enter; what is wrong is named under it,
 * and the last good value stays. Escape takes the last good value back into the field.
 */
export function textField<T>({
  label,
  value,
  size,
  inputMode,
  parse,
  format,
}: TextFieldOptions<T>): InputElement<T> {
  let good = value;
  let problem: string | undefined;
  const field = document.createElement("input");
  field.type = "text";
  field.inputMode = inputMode;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.size = size;
  const message = document.createElement("p");
  message.className = "input-message";
  message.id = uniqueId("message");
  message.setAttribute("role", "alert");

  const element = document.createElement("div");
  element.className = "input input-text";
  element.append(labelFor(field, label), field, message);

  const setProblem = (wrong: string | undefined): void => {
    if (wrong === problem) return;
    problem = wrong;
    element.dispatchEvent(new Event("problem"));
  };
  const show = (next: T): void => {
    setProblem(undefined);
    good = next;
    field.value = format(next);
    message.textContent = "";
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  };
  const read = (): void => {
    const parsed = parse(field.value);
    if ("wrong" in parsed) {
      message.textContent = parsed.wrong;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", message.id);
      setProblem(`${label}: ${parsed.wrong}`);
      return;
    }
    const same = format(parsed.value) === format(good);
    show(parsed.value);
    if (!same) changed(element);
  };
  keepToItself(field);
  field.addEventListener("change", read);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(good);
  });
  show(value);
  const input = asInput(element, { get: () => good, set: show });
  return Object.defineProperty(input, "problem", { get: () => problem });
}
