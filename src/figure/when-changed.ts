import { sameList } from "./drawing";

/** Runs something only when what it is run with is no longer the same: for what moves, but seldom. */
export function whenChanged<Values extends readonly unknown[]>(
  run: (...values: Values) => void,
): (...values: Values) => void {
  let before: Values | undefined;
  return (...values) => {
    if (before !== undefined && sameList(before, values)) return;
    before = values;
    run(...values);
  };
}
