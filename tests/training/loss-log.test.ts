import { expect, it } from "vitest";
import { LossLog } from "../../src/training/loss-log";

const taken = (log: LossLog): [number, ...number[]] => {
  const { lossFrom, losses } = log.take();
  return [lossFrom, ...losses];
};

it("gives each loss once", () => {
  const log = new LossLog(0);
  log.add(0, [5, 4]);
  log.add(2, [3]);
  expect(taken(log)).toEqual([0, 5, 4, 3]);
  log.add(3, [2]);
  expect(taken(log)).toEqual([3, 2]);
  expect(taken(log)).toEqual([4]);
});

it("drops the losses of steps that are trained again", () => {
  const log = new LossLog(0);
  log.add(0, [5, 4, 3]);
  expect(taken(log)).toEqual([0, 5, 4, 3]);
  log.add(1, [40, 30, 2]);
  log.add(2, [300, 200, 1]);
  expect(taken(log)).toEqual([3, 2, 1]);
});

it("begins at the step where a model goes on", () => {
  const log = new LossLog(7);
  log.add(7, [1, 2]);
  expect(taken(log)).toEqual([7, 1, 2]);
});
