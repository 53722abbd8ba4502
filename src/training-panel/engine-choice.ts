import type { EngineName } from "../engines/contract";
import { controls } from "../inputs/button";
import { select } from "../inputs/select";
import { toggle } from "../inputs/toggle";

/** What the reader asks of the engine. */
export interface EngineWishes {
  /** null to let the page choose. */
  readonly engine: EngineName | null;
  /** Whether every machine must compute the same bits. */
  readonly reproducible: boolean;
}

export interface EngineActions {
  chooseEngine(engine: EngineName | null): void;
  chooseReproducible(reproducible: boolean): void;
}

export interface EngineChoiceElement extends HTMLElement {
  /** @param held whether the training under way must stay on its engine */
  update(wishes: EngineWishes, held: boolean): void;
}

/**
 * Which engine trains, and whether the run is to be the same everywhere. Only WebAssembly can promise that, so the
 * engine is then not for choosing.
 */
export function engineChoice(actions: EngineActions): EngineChoiceElement {
  const engines = select<EngineName | "automatic">({
    label: "Engine",
    options: [
      { value: "automatic", label: "Automatic" },
      { value: "webgl", label: "WebGL, our own programs" },
      { value: "tfjs", label: "TensorFlow.js on WebGL" },
      { value: "wasm", label: "WebAssembly" },
      { value: "plain", label: "Plain TypeScript" },
    ],
    value: "automatic",
  });
  engines.addEventListener("input", () =>
    actions.chooseEngine(engines.value === "automatic" ? null : engines.value),
  );
  const same = toggle({ label: "Same bits everywhere", value: false });
  same.title = "Train with WebAssembly instructions that give the same numbers on every machine";
  same.addEventListener("input", () => actions.chooseReproducible(same.value));

  const element = controls("The engine", engines, same) as HTMLElement as EngineChoiceElement;
  element.update = ({ engine, reproducible }, held) => {
    engines.disabled = reproducible || held;
    engines.value = engines.disabled ? "wasm" : (engine ?? "automatic");
    same.value = reproducible;
  };
  return element;
}
