import type { Observable } from "../notebook/definition";
import { isTraining, type TrainingStatus } from "./run-control";

/** Does something whenever a training begins: what also computes, and would slow it down, gives way. */
export function whenTraining(
  status: Observable<TrainingStatus>,
  begins: () => void,
  invalidation: Promise<void>,
): void {
  let before = isTraining(status.value);
  const follow = (): void => {
    const now = isTraining(status.value);
    if (now && !before) begins();
    before = now;
  };
  status.addEventListener("input", follow);
  invalidation.then(() => status.removeEventListener("input", follow));
}
