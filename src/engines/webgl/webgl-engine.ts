import { batchesOf } from "../batches";
import type { TrainingSpec } from "../contract";
import type { Engine, Start, Trainer } from "../engine";
import type { FloatContext } from "./context";
import { type Gpu, openGpu } from "./gpu";
import { guarded } from "./guarded";
import { recordLength } from "./layout";
import { type Plan, planOf, roomFor } from "./plan";
import { type Stack, stackOf } from "./stack";

/** Models at once on a graphics card, which one small model leaves idle most of the time. */
const togetherOnHardware = 16;
const what = "A WebGL program of our own";

/**
 * WebGL in float32, by programs of our own on TensorFlow.js's backend.
 * @param options.together models at once; one where the processor draws, which gains nothing by more
 */
export async function openWebglEngine(
  { gl, renderer, software }: FloatContext,
  { together = software ? 1 : togetherOnHardware }: { readonly together?: number } = {},
): Promise<Engine> {
  const gpu = guarded(gl, what, () => openGpu(gl));
  return {
    name: "webgl",
    detail: renderer,
    reproducible: false,
    together,
    async start(spec, starts) {
      const { rows, constant } = batchesOf(spec, starts[0].model.seed);
      const plan = planOf(spec, rows, constant);
      const room = roomFor(plan, gpu.largest);
      const trainer = guarded(gl, what, () => webglTrainer(gl, gpu, plan, room, spec, starts));
      if (gpu.outOfMemory()) {
        trainer.dispose();
        throw new RangeError("The graphics card has too little memory for this training.");
      }
      return trainer;
    },
    dispose() {
      gpu.dispose();
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

/** @param room how many models fit in a stack */
function webglTrainer(
  gl: WebGL2RenderingContext,
  gpu: Gpu,
  plan: Plan,
  room: number,
  spec: TrainingSpec,
  starts: readonly Start[],
): Trainer {
  const stacks: Stack[] = [];
  for (let first = 0; first < starts.length; first += room)
    stacks.push(stackOf(gpu, plan, spec, starts.slice(first, first + room)));
  let { step } = starts[0].from;

  /** The stack that a model is in, and its place there. */
  const find = (model: number): { stack: Stack; place: number } => {
    let place = model;
    let index = 0;
    while (place >= stacks[index].size) place -= stacks[index++].size;
    return { stack: stacks[index], place };
  };

  return {
    get step() {
      return step;
    },
    async run(steps) {
      const losses = stacks.flatMap(({ size }) =>
        Array.from({ length: size }, () => new Float32Array(steps)),
      );
      for (let done = 0; done < steps; done += recordLength) {
        const count = Math.min(recordLength, steps - done);
        const records = guarded(gl, what, () => stacks.flatMap((stack) => stack.run(step, count)));
        for (const [i, record] of records.entries()) losses[i].set(record, done);
        step += count;
      }
      return losses;
    },
    read: async (model) =>
      guarded(gl, what, () => {
        const { stack, place } = find(model);
        return stack.read(place);
      }),
    checkpoint: async () =>
      guarded(gl, what, () => stacks.flatMap((stack) => stack.checkpoint(step))),
    async remove(model) {
      const { stack, place } = find(model);
      if (stack.size > 1) {
        guarded(gl, what, () => stack.remove(place));
      } else if (stacks.length > 1) {
        stack.dispose();
        stacks.splice(stacks.indexOf(stack), 1);
      }
    },
    dispose() {
      for (const stack of stacks) stack.dispose();
    },
  };
}
