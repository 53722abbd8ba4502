/** A model's losses on their way to the listener: each epoch's is sent once, whatever is trained again. */
export class LossLog {
  /** Epoch of the first pending loss: all before it were sent. */
  #from = 0;
  #pending: number[] = [];

  /** Adds the losses at `epoch`, `epoch + 1`, …; those of epochs seen before are dropped. */
  add(epoch: number, losses: Iterable<number>): void {
    let at = epoch;
    for (const loss of losses)
      if (at++ === this.#from + this.#pending.length) this.#pending.push(loss);
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
