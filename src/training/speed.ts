/** Speed over the last few seconds of work. */
export class Speedometer {
  /** Totals of time and work at the ends of spells, oldest first. */
  readonly #samples = [{ milliseconds: 0, steps: 0 }];

  /** @param span length of the window, in milliseconds of work */
  constructor(private readonly span: number) {}

  /** Counts a spell of work. Pauses are not told, and so are left out. */
  add(milliseconds: number, steps: number): void {
    const last = this.#samples[this.#samples.length - 1];
    const now = last.milliseconds + milliseconds;
    this.#samples.push({ milliseconds: now, steps: last.steps + steps });
    while (this.#samples.length > 2 && this.#samples[1].milliseconds <= now - this.span)
      this.#samples.shift();
  }

  /** Steps a second over the window; 0 before any work. */
  get stepsPerSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const milliseconds = last.milliseconds - first.milliseconds;
    return milliseconds > 0 ? ((last.steps - first.steps) / milliseconds) * 1000 : 0;
  }
}
