import { uniqueId } from "./input";

export interface MenuItem {
  readonly label: string;
  run(): void;
}

/** A button that opens a list of things to do. */
export interface MenuElement extends HTMLElement {
  /** What opens it, and has the focus again when it closes. */
  readonly button: HTMLButtonElement;
  /** Closes it: the page tells an open menu of what happens outside. */
  close(): void;
}

/**
 * A menu button as the ARIA practices describe it: arrows, Home and End and first letters move in the list, Escape and
 * Tab close it, and the focus goes back to the button. The list floats, so that nothing on the page moves.
 * https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 * @param items what there is to do, asked for when the menu opens
 */
export function menu(label: string, items: () => readonly MenuItem[]): MenuElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "menu-button";
  button.textContent = "⋯";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  const list = document.createElement("div");
  list.className = "menu-list";
  list.id = uniqueId("menu");
  list.hidden = true;
  list.setAttribute("role", "menu");
  list.setAttribute("aria-label", label);

  const element = Object.assign(document.createElement("div"), { button, close: () => close() });
  element.className = "menu";
  element.append(button, list);

  const entries = (): HTMLElement[] => [...list.children] as HTMLElement[];
  const focus = (index: number): void => {
    const all = entries();
    all[(index + all.length) % all.length].focus();
  };
  const outside = (event: Event): void => {
    if (!event.composedPath().includes(element)) close();
  };
  const open = (index: number): void => {
    list.replaceChildren(...items().map((item) => entry(item, close, button)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", list.id);
    document.addEventListener("pointerdown", outside);
    list.scrollIntoView({ block: "nearest" });
    focus(index);
  };
  const close = (): void => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    document.removeEventListener("pointerdown", outside);
  };

  button.addEventListener("click", () => {
    if (list.hidden) open(0);
    else close();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : -1);
  });
  list.addEventListener("keydown", (event) => {
    // The browser's own: to search, to reload, to copy.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = entries().indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === "Escape") {
      close();
      button.focus();
    } else if (event.key === "Tab") {
      // From the button on, as if the list were not there.
      button.focus();
      close();
      return;
    } else if (event.key.length === 1 && event.key !== " ") {
      const all = entries();
      const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      const letter = event.key.toLowerCase();
      after.find(({ textContent }) => textContent?.toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
  });
  return element;
}

function entry(
  { label, run }: MenuItem,
  close: () => void,
  opener: HTMLElement,
): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "menu-item";
  element.textContent = label;
  element.tabIndex = -1;
  element.setAttribute("role", "menuitem");
  // One entry at a time is marked, whichever way it was reached.
  element.addEventListener("pointerenter", () => element.focus());
  element.addEventListener("click", () => {
    close();
    opener.focus();
    run();
  });
  return element;
}
