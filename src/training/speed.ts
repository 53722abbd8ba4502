/** Speed over the last few seconds of work. */
export class Speedometer {
  /** Totals of time and work at the ends of spells, oldest first. */
  readonly #samples = [{ milliseconds: 0, epochs: 0 }];

  /** @param span length of the window, in milliseconds of work */
  constructor(private readonly span: number) {}

  /** Counts a spell of work. Pauses are not told, and so are left out. */
  add(milliseconds: number, epochs: number): void {
    const last = this.#samples[this.#samples.length - 1];
    const now = last.milliseconds + milliseconds;
    this.#samples.push({ milliseconds: now, epochs: last.epochs + epochs });
    while (this.#samples.length > 2 && this.#samples[1].milliseconds <= now - this.span)
      this.#samples.shift();
  }

  /** Epochs a second over the window; 0 before any work. */
  get epochsPerSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const milliseconds = last.milliseconds - first.milliseconds;
    return milliseconds > 0 ? ((last.epochs - first.epochs) / milliseconds) * 1000 : 0;
  }
}
