import { fixed, magnitude } from "../drawing/format";
import type { StepsOnThePage } from "../engines/tfjs/on-the-page";
import { pictureKind, type StateElement } from "../figure/picture";
import { button, controls } from "../inputs/button";

export interface StepsHereState {
  /** Steps that the button takes. */
  readonly steps: number;
  /** What will be trained, in words: "the network 1→64→256→64→1 of seed 1". */
  readonly what: string;
  take(steps: number): Promise<StepsOnThePage>;
}

const hint = "This fetches TensorFlow.js, of which the page has needed nothing so far.";

/** A button that takes a few steps of training on the page, with what came of them. */
export const stepsHere = pictureKind<StepsHereState>((first) => {
  let state = first;
  let turn = 0;
  const line = document.createElement("p");
  line.className = "training-line";
  line.setAttribute("role", "status");
  line.textContent = hint;
  const run = button("", async () => {
    const mine = ++turn;
    const { what, steps } = state;
    run.disabled = true;
    line.textContent = "Fetching TensorFlow.js, and taking the steps…";
    const said = await state.take(steps).then((result) => stepsText(what, result), refusalText);
    run.disabled = false;
    if (mine === turn) line.textContent = said;
  });
  const element = document.createElement("div") as HTMLElement as StateElement<StepsHereState>;
  element.append(controls("Steps on this page", run), line);
  element.update = (next) => {
    // What was trained before is not what would be trained now.
    if (next.what !== state.what && !run.disabled) line.textContent = hint;
    state = next;
    run.textContent = `Run ${state.steps} steps here`;
  };
  return element;
});

/** What came of steps, chosen by the losses. */
export function stepsText(
  what: string,
  { losses, millisecondsAStep, backend, version }: StepsOnThePage,
): string {
  const steps = losses.length - 1;
  const before = losses[0];
  const after = losses[steps];
  const where = backend === "webgl" ? "on WebGL" : "on the processor, since there is no WebGL here";
  const speed = `${fixed(millisecondsAStep, millisecondsAStep < 10 ? 1 : 0)} ms a step`;
  const by = `TensorFlow.js ${version} ${where} took ${steps} steps with ${what}, ${speed}.`;
  if (!losses.every(Number.isFinite)) return `${by} The loss is no longer finite.`;
  const told = [magnitude(before), magnitude(after)];
  if (told[0] === told[1])
    return `${by} The loss stayed at ${told[0]}, as far as these digits tell.`;
  return `${by} The loss ${after < before ? "fell" : "rose"} from ${told[0]} to ${told[1]}.`;
}

function refusalText(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The steps could not be taken (${reason}). Press Run to try again.`;
}
