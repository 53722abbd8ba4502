import type { InputElement } from "./input";

/** A value that tells when it changes and that can be set. */
export interface Settable<T> {
  value: T;
  /** What is wrong with what a reader has written for it. */
  problem?: string | undefined;
  addEventListener(type: "input", listener: () => void): void;
  removeEventListener(type: "input", listener: () => void): void;
}

/**
 * Ties an input to a value that others may set too: each follows the other.
 * @param invalidation unties them when it resolves
 */
export function bind<T, E extends InputElement<T>>(
  input: E,
  target: Settable<T>,
  invalidation: Promise<void>,
): E {
  const show = (): void => {
    input.value = target.value;
  };
  input.value = target.value;
  input.addEventListener("input", () => {
    target.value = input.value;
  });
  input.addEventListener("problem", () => {
    target.problem = input.problem;
  });
  target.addEventListener("input", show);
  invalidation.then(() => target.removeEventListener("input", show));
  return input;
}
