import { EmbedRequest } from "../../basics/embed-request";
import { uniqueId } from "../../inputs/input";
import type { DialogPlace, PresentCell } from "../../notebook/embed-script";
import baseText from "../base.css?inline";
import { loadFonts } from "../fonts";
import { sheetOf } from "../sheet-of";
import { sheets } from "../sheets";
import type { EmbeddableSite } from "./cells";
import { chooseEmbed } from "./choose";
import { copyText } from "./copy";
import text from "./dialog.css?inline";
import { previewOf } from "./preview";
import { snippetOf } from "./snippet";

/**
 * Opens the dialog in which a reader chooses how a cell is embedded in a page of hers, sees it, and copies the snippet.
 * It is out of reach of the page's styles, as `<lookup-cell>` is.
 */
export async function openDialog(
  site: EmbeddableSite,
  { notebook, cell: slug, settings }: PresentCell,
  { root, parent }: DialogPlace,
): Promise<void> {
  const cell = site.cells[notebook][slug];
  await loadFonts(false);
  // A reader who waits for the network may have asked twice.
  if (parent.querySelector(".embed-dialog") !== null) return;
  const heading = document.createElement("h2");
  heading.id = uniqueId("dialog");
  const name = document.createElement("code");
  name.textContent = slug;
  heading.append("Embed ", name);

  const close = document.createElement("button");
  close.type = "button";
  close.className = "dialog-close";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close");
  // No `<header>`: the page that the dialog lies over has a banner of its own.
  const head = document.createElement("div");
  head.className = "dialog-head";
  head.append(heading, close);

  const choose = chooseEmbed(settings.filter((each) => cell.parameters.includes(each.name)));
  const copy = copyText("Paste this into your page");
  const preview = previewOf(cell, root.href);
  const form = document.createElement("div");
  form.className = "dialog-form";
  form.append(choose, copy);
  const previewed = document.createElement("section");
  previewed.className = "dialog-preview";
  previewed.setAttribute("aria-label", "Preview");
  // What scrolls can be scrolled by keyboard.
  previewed.tabIndex = 0;
  previewed.append(preview);

  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(head, form, previewed);

  const follow = (): void => {
    const choices = choose.read();
    copy.show(snippetOf(cell, choices, site.address ?? root.href));
    preview.show(choices);
  };
  choose.addEventListener("input", follow);
  close.addEventListener("click", () => dialog.close());
  closeOutside(dialog);
  // The previewed figure's own menu offers no dialog over this one.
  dialog.addEventListener(EmbedRequest.type, (event) => event.stopPropagation(), { capture: true });

  const host = document.createElement("div");
  host.className = "embed-dialog";
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [baseText, ...sheets(), text].map((each) => sheetOf(each, window));
  const box = document.createElement("div");
  box.className = "embed";
  box.append(dialog);
  shadow.append(box);
  dialog.addEventListener("close", () => {
    preview.dispose();
    host.remove();
  });
  parent.append(host);
  dialog.showModal();
  follow();
  choose.querySelector("input")?.focus();
}

/** Closes a dialog at a click beside it: not at one that ends there, as when a text is selected. */
function closeOutside(dialog: HTMLDialogElement): void {
  let begun = false;
  dialog.addEventListener("pointerdown", ({ target }) => {
    begun = target === dialog;
  });
  dialog.addEventListener("click", ({ target }) => {
    if (begun && target === dialog) dialog.close();
  });
}
