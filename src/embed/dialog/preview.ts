import { fragmentOf } from "../../basics/trusted";
import { cellTag } from "../tag";
import type { Choices, EmbeddableCell } from "./cells";
import { attributesOf, frameOf } from "./snippet";

/** The very element that the snippet makes, alive. */
export interface PreviewElement extends HTMLElement {
  show(choices: Choices): void;
  dispose(): void;
}

/** @param root address of the site's root from which the page is served */
export function previewOf(cell: EmbeddableCell, root: string): PreviewElement {
  const element = document.createElement("div");
  element.className = "dialog-stage";
  let shown: Element | undefined;

  const replace = (next: Element): void => {
    shown = next;
    element.replaceChildren(next);
  };
  const show = (choices: Choices): void => {
    if (choices.form === "frame") {
      const next = elementOf(frameOf(cell, choices, root));
      // A frame that is sent elsewhere would leave a step in the reader's history.
      if (!shown?.isEqualNode(next)) replace(next);
      return;
    }
    // It has its state to itself: it is no tag of the post.
    const next = elementOf(cellTag(attributesOf(cell, { ...choices, scope: "" })));
    if (shown?.localName === next.localName) takeAttributes(shown, next);
    else replace(next);
  };

  // As a post that listens to its frames does.
  const follow = ({ source, data }: MessageEvent): void => {
    if (!(shown instanceof HTMLIFrameElement) || source !== shown.contentWindow) return;
    const { context, height } = JSON.parse(data);
    if (context === "iframe.resize") shown.height = String(height);
  };
  const explain = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== "frame-src" || shown?.localName !== "iframe") return;
    const note = document.createElement("p");
    note.className = "dialog-note";
    note.textContent = "This page’s policy forbids frames from there, so that none is shown here.";
    replace(note);
  };
  addEventListener("message", follow);
  document.addEventListener("securitypolicyviolation", explain);
  return Object.assign(element, {
    show,
    dispose() {
      removeEventListener("message", follow);
      document.removeEventListener("securitypolicyviolation", explain);
    },
  });
}

function elementOf(html: string): Element {
  return document.importNode(fragmentOf(html), true).firstElementChild!;
}

function takeAttributes(to: Element, from: Element): void {
  for (const name of to.getAttributeNames()) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes)
    if (to.getAttribute(name) !== value) to.setAttribute(name, value);
}
