import { expect, test } from "vitest";
import { duration, stepsProgress } from "../../src/training-panel/progress";

test("progress tells the epochs, the speed and the time left", () => {
  expect(stepsProgress(212, 950, 31, "epoch")).toEqual({
    fraction: 212 / 950,
    text: "212 / 950 epochs · 31 epochs/s · 24 s left",
  });
});

test("before the speed is known it tells neither speed nor time", () => {
  expect(stepsProgress(0, 950, 0, "epoch").text).toBe("0 / 950 epochs");
});

test("at the end there is no time left to tell, and nothing to train is all done", () => {
  expect(stepsProgress(1950, 1950, 3.21, "epoch").text).toBe("1,950 / 1,950 epochs · 3.2 epochs/s");
  expect(stepsProgress(0, 0, 0, "epoch").fraction).toBe(1);
});

test("durations are told in seconds, minutes or hours", () => {
  expect([0.2, 59.2, 190, 7500].map(duration)).toEqual(["1 s", "1 min", "3 min 10 s", "2 h 5 min"]);
});
