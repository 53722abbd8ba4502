import { startRun } from "../../src/run/run";
import { trainHere } from "../../src/run/train-here";
import {
  besideSettings,
  type SuperpositionSettings,
  shippedSuperposition,
} from "./training/settings";
import { writeSuperposition, writeSuperpositionHistory } from "./training/shipped";
import { superpositionTraining, untrainedSuperposition } from "./training/spec";

/** Trains the two runs that are shipped with the page. Returns the bytes of their files by their names. */
export async function pretrain(): Promise<Record<string, Uint8Array>> {
  const runOf = (settings: SuperpositionSettings) =>
    trainHere(
      startRun(settings, [settings.steps], untrainedSuperposition(settings)),
      superpositionTraining(settings),
    );
  const main = await runOf(shippedSuperposition);
  const beside = await runOf(besideSettings(shippedSuperposition));
  return {
    "first-paint": writeSuperposition({ main, beside }),
    history: writeSuperpositionHistory(main.history),
  };
}
