/** A button that does something. The most important one of a row is `primary`. */
export function button(
  label: string,
  action: () => void,
  {
    primary = false,
    disabled = false,
  }: { readonly primary?: boolean; readonly disabled?: boolean } = {},
): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = primary ? "button button-primary" : "button";
  element.textContent = label;
  element.disabled = disabled;
  element.addEventListener("click", action);
  return element;
}

/** Buttons and inputs in a row that wraps, as one group with a name. */
export function controls(label: string, ...items: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = "controls";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.append(...items);
  return element;
}
