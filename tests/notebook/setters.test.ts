import { expect, it } from "vitest";
import { Parameter } from "../../src/notebook/parameter";
import { optional, wholeNumber } from "../../src/notebook/parameters";
import { setters } from "../../src/notebook/setters";

it("sets each parameter by its name, and tells them as they were last set", () => {
  const x = new Parameter({ codec: wholeNumber(0, 10), initial: 5 });
  const neuron = new Parameter({
    codec: optional(wholeNumber(0, 10)),
    initial: null as number | null,
  });
  const set = setters({ x, neuron });
  expect(set.current()).toEqual({ x: 5, neuron: null });
  set.x(7);
  set.neuron(2);
  expect([x.value, neuron.value]).toEqual([7, 2]);
  x.value = 1;
  expect(set.current()).toEqual({ x: 1, neuron: 2 });
});
