import type { InlineConfig, Rolldown } from "vite";

export interface BuiltSite {
  /** Ends in a slash. */
  readonly url: string;
  /** What was built: its scripts with the modules in them, and its other files. */
  readonly output: Rolldown.RolldownOutput["output"];
  /** Ends the server and removes the folder. */
  close(): Promise<void>;
}
/** Builds the site, or what another configuration of Vite says, into a temporary folder and serves it. */
export function serveBuild(config?: InlineConfig): Promise<BuiltSite>;
