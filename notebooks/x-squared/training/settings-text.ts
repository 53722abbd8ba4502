import type { RunSettings, XSquaredRun } from "./settings";

/** "seed 7, width 64, learning rate 0.001, epochs 0, 10, 500" */
export function settingsText({ seed, width, learningRate, epochs }: RunSettings): string {
  return `seed ${seed}, width ${width}, learning rate ${learningRate}, epochs ${epochs.join(", ")}`;
}

/** Where the run on the page comes from, in words. */
export function runText({ file, settings }: XSquaredRun): string {
  return file === undefined ? settingsText(settings) : `a network opened from ${file}`;
}
