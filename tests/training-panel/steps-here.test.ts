// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import type { StepsOnThePage } from "../../src/engines/tfjs/on-the-page";
import { draw } from "../../src/figure/picture";
import { type StepsHereState, stepsHere, stepsText } from "../../src/training-panel/steps-here";

const result: StepsOnThePage = {
  losses: [2025.34, 2000, 1985.2],
  millisecondsAStep: 66.4,
  backend: "webgl",
  version: "4.22.0",
};

function shown(changes: Partial<StepsHereState> = {}) {
  document.body.replaceChildren();
  const take = vi.fn<StepsHereState["take"]>(async () => result);
  const state: StepsHereState = { steps: 2, what: "the network", take, ...changes };
  draw(stepsHere(state), document.body);
  const button = document.querySelector("button")!;
  const line = (): string => document.querySelector("[role=status]")!.textContent!;
  return { take, button, line, state };
}

describe("steps on the page", () => {
  it("are taken when the reader asks for them, and told with their losses", async () => {
    const { take, button, line } = shown();
    expect(take).not.toHaveBeenCalled();
    expect(line()).toContain("This fetches TensorFlow.js");
    expect(button.textContent).toBe("Run 2 steps here");
    button.click();
    expect(button.disabled).toBe(true);
    expect(line()).toContain("Fetching TensorFlow.js");
    await vi.waitFor(() => expect(button.disabled).toBe(false));
    expect(take).toHaveBeenCalledWith(2);
    expect(line()).toBe(
      "TensorFlow.js 4.22.0 on WebGL took 2 steps with the network, 66 ms a step. The loss fell from 2,025 to 1,985.",
    );
  });

  it("say what went wrong, and may be taken again", async () => {
    const { button, line } = shown({ take: () => Promise.reject(new Error("Failed to fetch")) });
    button.click();
    await vi.waitFor(() => expect(button.disabled).toBe(false));
    expect(line()).toBe("The steps could not be taken (Failed to fetch). Press Run to try again.");
  });

  it("are forgotten where another network would be trained", async () => {
    const { button, line, state } = shown();
    button.click();
    await vi.waitFor(() => expect(line()).toContain("fell"));
    draw(stepsHere({ ...state }), document.body);
    expect(line()).toContain("fell");
    draw(stepsHere({ ...state, what: "another network" }), document.body);
    expect(line()).toContain("This fetches TensorFlow.js");
  });
});

describe("the words on the steps", () => {
  const of = (losses: readonly number[], backend = "webgl"): string =>
    stepsText("the network", { ...result, losses, backend });

  it("say whether the loss fell, rose, stayed or is no number", () => {
    expect(of([10, 9])).toContain("fell from 10.0 to 9.00");
    expect(of([9, 10])).toContain("rose from 9.00 to 10.0");
    expect(of([10.001, 10.002])).toContain("stayed at 10.0, as far as these digits tell");
    expect(of([10, Number.NaN])).toContain("no longer finite");
  });

  it("say where there is no WebGL", () => {
    expect(of([10, 9], "cpu")).toContain("on the processor, since there is no WebGL here");
  });
});
