/** A model's losses on their way to the listener: each step's is sent once, whatever is trained again. */
export class LossLog {
  /** Step of the first pending loss: all before it were sent. */
  #from = 0;
  #pending: number[] = [];

  /** @param from the first step whose loss is to be sent */
  constructor(from: number) {
    this.#from = from;
  }

  /** Adds the losses at `step`, `step + 1`, …; those of steps seen before are dropped. */
  add(step: number, losses: Iterable<number>): void {
    let at = step;
    for (const loss of losses)
      if (at++ === this.#from + this.#pending.length) this.#pending.push(loss);
  }

  /** Whether there are losses not yet sent. */
  get pending(): boolean {
    return this.#pending.length > 0;
  }

  /** The losses not yet sent, which from now on count as sent. */
  take(): { lossFrom: number; losses: Float32Array<ArrayBuffer> } {
    const lossFrom = this.#from;
    const losses = Float32Array.from(this.#pending);
    this.#from += losses.length;
    this.#pending = [];
    return { lossFrom, losses };
  }
}
