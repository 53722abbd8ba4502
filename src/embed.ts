// `<lookup-cell>`, as `mlp-lookup/embed` offers it: importing this module defines the element.

import { assets } from "virtual:assets";
import { notebooks } from "virtual:notebooks";
import { defineLookupCell } from "./embed/define";

/** One cell of a notebook, named by the attributes `notebook` and `cell`, with the notebook's parameters as further ones. */
export interface LookupCellElement extends HTMLElement {
  /** The value of a parameter; undefined until the cell lives. */
  value(name: string): unknown;
  /** Sets a parameter for all elements of the scope; null or undefined gives it its initial value. */
  set(name: string, value: unknown): void;
}

/** What the `change` event of an element tells: the reader or an animation has moved a parameter. It bubbles. */
export interface ParameterChange {
  readonly name: string;
  readonly value: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    "lookup-cell": LookupCellElement;
  }
}

defineLookupCell({
  notebooks,
  asset(path) {
    const address = assets[path];
    if (address === undefined) throw new Error(`The package has no file ${path}.`);
    return new URL(address);
  },
});
