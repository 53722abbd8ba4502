import { choice } from "../../inputs/choice";
import type { InputElement } from "../../inputs/input";
import { textField } from "../../inputs/text-field";
import { toggle } from "../../inputs/toggle";
import type { Setting } from "../../notebook/parameters";
import type { Choices } from "./cells";

/** The inputs by which the reader chooses. They dispatch "input" events, and `read` says what is chosen. */
export interface ChoosingElement extends HTMLElement {
  read(): Choices;
}

/** What there is to say of each form. */
const notes = {
  tag: "Lives in your post: as wide as its text, light or dark as it is.",
  frame: "For posts that allow no scripts.",
};

/** @param settings the parameters that can go along; those that differ from their defaults do */
export function chooseEmbed(settings: readonly Setting[]): ChoosingElement {
  const form = choice<Choices["form"]>({
    label: "Form",
    options: [
      { value: "tag", label: "Tag" },
      { value: "frame", label: "Iframe" },
    ],
    value: "tag",
  });
  const note = document.createElement("p");
  note.className = "dialog-note";
  const carry = carrySettings(settings);
  const code = toggle({ label: "Code, folded", value: false });
  const controls = toggle({ label: "Controls", value: true });
  const menu = toggle({ label: "Menu", value: true });
  const scope = textField({
    label: "Scope",
    value: "",
    size: 14,
    inputMode: "text",
    parse: (text) => ({ value: text.trim() }),
    format: (text) => text,
  });
  const scopeNote = document.createElement("p");
  scopeNote.className = "dialog-note";
  scopeNote.textContent = "Tags of the same scope share their state: move one, and all follow.";
  const sharing = group("Share", scope, scopeNote);

  const showForm = (): void => {
    note.textContent = notes[form.value];
    sharing.hidden = form.value === "frame";
  };
  form.addEventListener("input", showForm);
  showForm();

  const element = document.createElement("div");
  element.className = "dialog-choices";
  element.append(form, note, carry.element, group("Show", row(code, controls, menu)), sharing);
  return Object.assign(element, {
    read: (): Choices => ({
      form: form.value,
      carried: carry.chosen(),
      code: code.value,
      controls: controls.value,
      menu: menu.value,
      scope: scope.value,
    }),
  });
}

/** A box to tick for each parameter; those at their defaults are folded away. */
function carrySettings(settings: readonly Setting[]): {
  readonly element: HTMLElement;
  chosen(): readonly Setting[];
} {
  const boxes = new Map<Setting, InputElement<boolean>>();
  for (const setting of settings) {
    // What is unset by default need not be said.
    if (setting.isInitial && setting.text === "") continue;
    const box = toggle({
      label: `${setting.name} = ${setting.text === "" ? "none" : setting.text}`,
      value: !setting.isInitial,
    });
    box.title = setting.text;
    boxes.set(setting, box);
  }
  const boxesOf = (initial: boolean): HTMLElement[] =>
    [...boxes].filter(([{ isInitial }]) => isInitial === initial).map(([, box]) => box);
  const [moved, still] = [boxesOf(false), boxesOf(true)];
  const element = group("Carry", row(...moved));
  if (moved.length === 0) {
    const note = document.createElement("p");
    note.className = "dialog-note";
    note.textContent =
      settings.length === 0
        ? "The cell depends on no parameter."
        : "Every parameter is at its default.";
    element.append(note);
  }
  if (still.length > 0) {
    const others = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "At their defaults";
    others.append(summary, row(...still));
    element.append(others);
  }
  return {
    element,
    chosen: () => [...boxes].filter(([, box]) => box.value).map(([setting]) => setting),
  };
}

function row(...items: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = "dialog-row";
  element.append(...items);
  return element;
}

function group(name: string, ...content: readonly HTMLElement[]): HTMLFieldSetElement {
  const element = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = name;
  element.append(legend, ...content);
  return element;
}
