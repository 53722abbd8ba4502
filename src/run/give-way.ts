import type { Observable } from "../notebook/definition";
import { isTraining, type TrainingStatus } from "./run-control";

/**
 * Cancels what also computes, and would slow a training down, whenever one begins, and when the cell is over.
 * @returns what gives way
 */
export function givingWay<Other extends { cancel(): void }>(
  other: Other,
  status: Observable<TrainingStatus>,
  invalidation: Promise<void>,
): Other {
  let before = isTraining(status.value);
  const follow = (): void => {
    const now = isTraining(status.value);
    if (now && !before) other.cancel();
    before = now;
  };
  status.addEventListener("input", follow);
  invalidation.then(() => {
    status.removeEventListener("input", follow);
    other.cancel();
  });
  return other;
}
