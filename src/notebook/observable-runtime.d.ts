/** The part of @observablehq/runtime 6 that we use; the package has no types of its own. */
declare module "@observablehq/runtime" {
  export interface Observer {
    pending?(): void;
    fulfilled?(value: unknown): void;
    rejected?(error: unknown): void;
  }
  export interface Variable {
    define(
      name: string | null,
      inputs: readonly string[],
      body: (...inputs: never[]) => unknown,
    ): Variable;
    delete(): Variable;
    /** Ends the variable at once: its invalidation resolves, its generator returns. */
    dispose(): void;
  }
  export interface Module {
    /** A variable without an observer is computed only when one that has an observer needs it. */
    variable(observer?: Observer | true): Variable;
  }
  export class Runtime {
    constructor(builtins?: object, global?: (name: string) => unknown);
    module(): Module;
    dispose(): void;
  }
  /** A variable's error, as those that depend on it see it. */
  export class RuntimeError extends Error {
    /** Name of the input that has failed. */
    readonly input: string | undefined;
  }
}
