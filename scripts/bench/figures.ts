/** Something that was measured: a row of the report. */
export interface Figure {
  /** Its name in JSON and in the table of limits. */
  readonly id: string;
  /** Its name for readers. */
  readonly name: string;
  readonly unit: string;
  /** Absent where it was skipped. */
  readonly value?: number;
  /** What the section's first figure of ours is, divided by this one. */
  readonly ratio?: number;
  /** What else there is to know of it, or why it was skipped. */
  readonly note?: string;
}

/** Figures that were measured in one go. */
export interface Section {
  readonly title: string;
  /** What the ratios are: "WASM ÷ it". */
  readonly ratios?: string;
  readonly figures: readonly Figure[];
}

export interface Report {
  /** Lines that say what was measured where and when. */
  readonly machine: readonly string[];
  readonly sections: readonly Section[];
}
