/** How a figure moves by itself: a loop that the reader can take away. */
export interface Motion<State> {
  /** What moves, in the menu's words: "the sweep". */
  readonly name: string;
  /** Milliseconds that each frame stays. */
  readonly interval: number;
  /** For each frame of the loop, which of its pictures it shows. */
  readonly frames: readonly number[];
  /** What is to be seen on a picture, where the figure shows a state. */
  at(state: State, picture: number): State;
}
