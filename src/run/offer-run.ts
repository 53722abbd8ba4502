import type { Observable } from "../notebook/definition";
import type { Run } from "./run";

/** Tells the reader something, with a button beside it where there is something to do. */
export type Notice = (
  message: string,
  options: { key: string; action?: { label: string; run(): void } },
) => () => void;

/** What can train what the reader has chosen. */
export interface Trainer<Settings> {
  readonly run: Observable<Run<Settings>>;
  train(settings: Settings): void;
}

/** What `offerRun` needs from outside. */
export interface Offer<Settings> {
  readonly control: Trainer<Settings>;
  readonly chosen: Observable<Settings>;
  /** The settings in words. */
  readonly text: (settings: Settings) => string;
  readonly notice: Notice;
}

/** Says that the page's address names a run that did not come with the page, and offers to train it, until one is trained. */
export function offerRun<Settings>(
  { control, chosen, text, notice }: Offer<Settings>,
  invalidation: Promise<void>,
): void {
  const dismiss = notice(
    `This address names a run that did not come with the page: ${text(chosen.value)}. You see the shipped run until you train it.`,
    { key: "run", action: { label: "Train it", run: () => control.train(chosen.value) } },
  );
  const trained = (): void => {
    if (control.run.value.origin === "live") dismiss();
  };
  control.run.addEventListener("input", trained);
  invalidation.then(() => control.run.removeEventListener("input", trained));
}
