import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/engines/plain-engine";
import { gradientCases, oneHotCase, optimiserCases } from "./layers-reference";

describe("the plain engine", () => {
  it.each([...gradientCases, oneHotCase])("has PyTorch's gradients: $name", async ({ errors }) => {
    const { loss, outputs, tensors } = await errors(plainEngine);
    expect(loss).toBeLessThan(1e-5);
    expect(outputs).toBeLessThan(1e-5);
    expect(tensors).toBeLessThan(1e-5);
  });

  it.each(optimiserCases)("takes PyTorch's steps: $name", async ({ errors }) => {
    const { loss, tensors } = await errors(plainEngine);
    expect(loss).toBeLessThan(1e-5);
    expect(tensors).toBeLessThan(1e-5);
  });
});
