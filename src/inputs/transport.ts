import { button } from "./button";
import { choice } from "./choice";
import { asInput, changed, type InputElement } from "./input";

export interface TransportState {
  readonly playing: boolean;
  /** 1 is the animation's own speed. */
  readonly speed: number;
}

export interface TransportOptions {
  /** What plays: "the sweep". */
  readonly label: string;
  readonly speeds: readonly number[];
  readonly value: TransportState;
  /** Called instead of playing, for a reader who prefers reduced motion: the button then says "Step". */
  readonly step?: (() => void) | undefined;
}

/** Play or pause, and how fast; always in sight. */
export function transport({
  label,
  speeds,
  value,
  step,
}: TransportOptions): InputElement<TransportState> {
  const element = document.createElement("div");
  element.className = "input input-transport";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);

  let playing = value.playing;
  const play = button("", () => {
    if (step !== undefined) {
      step();
      return;
    }
    playing = !playing;
    show();
    changed(element);
  });
  play.classList.add("button-play");
  const speed = choice({
    label: "Speed",
    options: speeds.map((each) => ({ value: each, label: speedLabel(each) })),
    value: value.speed,
  });
  const show = (): void => {
    const verb = step !== undefined ? "Step" : playing ? "Pause" : "Play";
    play.dataset.verb = verb.toLowerCase();
    play.textContent = verb;
    play.setAttribute("aria-label", `${verb}: ${label}`);
  };
  show();
  element.append(play);
  // Steps have no speed.
  if (step === undefined) element.append(speed);
  return asInput(element, {
    get: () => ({ playing, speed: speed.value }),
    set: (next: TransportState) => {
      playing = step === undefined && next.playing;
      speed.value = next.speed;
      show();
    },
  });
}

/** "½×", "1×", "2×". */
export function speedLabel(speed: number): string {
  const names = new Map([
    [0.25, "¼"],
    [0.5, "½"],
  ]);
  return `${names.get(speed) ?? speed}×`;
}
