import { expect, it } from "vitest";
import { Speedometer } from "../../src/training/speed";

it("is zero before any work", () => {
  expect(new Speedometer(1000).stepsPerSecond).toBe(0);
});

it("is the steps a second of all work at first", () => {
  const speed = new Speedometer(1000);
  speed.add(100, 1);
  speed.add(100, 3);
  expect(speed.stepsPerSecond).toBeCloseTo(20);
});

it("forgets what is older than its window", () => {
  const speed = new Speedometer(1000);
  speed.add(5000, 1);
  for (let i = 0; i < 10; ++i) speed.add(100, 2);
  expect(speed.stepsPerSecond).toBeCloseTo(20);
});

it("counts time without steps", () => {
  const speed = new Speedometer(1000);
  speed.add(100, 4);
  speed.add(100, 0);
  expect(speed.stepsPerSecond).toBeCloseTo(20);
});
