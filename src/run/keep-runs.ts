import type { Host } from "../notebook/host";
import { readRuns, writeRuns } from "./kept-runs";
import { type Run, sameSettings } from "./run";
import type { RunControl } from "./run-control";

/** What the runs of a page are kept by. */
export interface Keeping<Settings> {
  readonly controls: readonly RunControl<Settings>[];
  /** What the reader has chosen: a run of other settings is another page's. */
  readonly chosen: () => Settings;
  readonly host: Pick<Host, "tab" | "notice">;
}

/** Shows the runs that the tab has kept, if they are those of the page's address. */
export function restoreRuns<Settings>({ controls, chosen, host }: Keeping<Settings>): void {
  const text = host.tab?.get();
  if (text === undefined) return;
  host.tab?.clear();
  let runs: Run<Settings>[];
  try {
    runs = readRuns<Settings>(text);
  } catch {
    return;
  }
  if (runs.length !== controls.length || !sameSettings(runs[0].settings, chosen())) return;
  // What the reader has begun meanwhile is newer.
  if (controls.some(({ underWay }) => underWay)) return;
  for (const [i, control] of controls.entries()) control.show(runs[i]);
  host.notice("What you had trained is here again: this tab keeps it, but not its history.", {
    key: "kept",
  });
}

/** Keeps what the reader has trained or opened when she leaves the page, until the tab is closed. */
export function keepRuns<Settings>(
  { controls, host }: Keeping<Settings>,
  invalidation: Promise<void>,
): void {
  const keep = (): void => {
    const runs = controls.map(({ run }) => run.value);
    const own = runs.some(
      ({ origin, latest }) => origin === "opened" || (origin === "live" && latest.step > 0),
    );
    try {
      if (own) host.tab?.set(writeRuns(runs));
      else host.tab?.clear();
    } catch {
      // There is no room for it; what was kept before is another run.
      host.tab?.clear();
    }
  };
  addEventListener("pagehide", keep);
  invalidation.then(() => removeEventListener("pagehide", keep));
}
