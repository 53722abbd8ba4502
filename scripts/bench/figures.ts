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

/** Where and when it was measured. */
export interface Machine {
  /** In ISO format. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  /** Versions. */
  readonly node: string;
  readonly chromium: string;
  /** Absent where there is none. */
  readonly pytorch?: string;
}

export interface Report {
  readonly machine: Machine;
  readonly sections: readonly Section[];
}
