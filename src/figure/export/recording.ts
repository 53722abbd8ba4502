import type { Size } from "../drawing";
import type { Motion } from "../motion";
import type { RecordingProgress } from "../take-away";

/** What to record of a motion. */
export interface Recording<State> {
  readonly motion: Motion<State>;
  /** Draws a state as the figure does, but apart from it. */
  draw(plot: HTMLElement, state: State, size: Size): void;
  /** What the figure shows. */
  readonly state: State;
  /** Of the plot, in CSS pixels. */
  readonly size: Size;
  /** Whose styles the pictures have. */
  readonly within: HTMLElement;
  readonly progress: RecordingProgress;
  readonly signal: AbortSignal;
}
