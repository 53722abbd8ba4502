import type { InputElement } from "../../../src/inputs/input";
import { type TransportState, transport } from "../../../src/inputs/transport";
import type { SetFocus } from "./focus";
import { frameAt, frameMilliseconds, framesAcross, sweepFrames, sweepQuery } from "./lookup-sweep";

/** The sweep of the query, with its play and pause. */
export interface LookupAnimation {
  readonly transport: InputElement<TransportState>;
  /** Tells that the figure shows a query of this domain. */
  follow(domain: readonly [number, number]): void;
  /** The reader took the probe: the sweep plays again only if she asks for it. */
  stop(): void;
}

/** A step for a reader who prefers reduced motion: a twentieth of the domain. */
const framesPerStep = framesAcross / 20;

/**
 * Sweeps the query through the domain and back, over and over, while `element` is in sight and the page is visible.
 * It starts when `element` first comes into view, unless the reader prefers reduced motion: then the button steps.
 * A query that the sweep has not set is the reader's, in whichever figure: it pauses the sweep.
 */
export function lookupAnimation(
  element: Element,
  set: SetFocus,
  invalidation: Promise<void>,
): LookupAnimation {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let domain: readonly [number, number] = [0, 1];
  /** The query as the sweep has left it, rounded as the page does. */
  let left = 0;
  let frame = 0;
  let touched = false;
  let inSight = false;
  let playing = false;
  let request = 0;
  let before = 0;

  const show = (): void => {
    set.x(Math.round(sweepQuery(frame, domain) * 100) / 100);
    left = set.current().x;
  };
  /** Goes on from where the query is, in the direction that the sweep last had. */
  const resume = (): void => {
    left = set.current().x;
    const up = frameAt(left, domain);
    frame = frame % sweepFrames > framesAcross ? sweepFrames - up : up;
  };
  /** Asked of the page itself, which shows a query only later: by then the sweep would have set the next one. */
  const yieldToReader = (): void => {
    if (playing && set.current().x !== left) play(false);
  };
  const tick = (now: number): void => {
    yieldToReader();
    if (!playing) return;
    const elapsed = Math.min(100, now - before);
    before = now;
    const whole = Math.floor(frame);
    frame += (elapsed / frameMilliseconds) * control.value.speed;
    if (Math.floor(frame) !== whole) show();
    request = requestAnimationFrame(tick);
  };
  const run = (): void => {
    cancelAnimationFrame(request);
    if (!playing || !inSight) return;
    before = performance.now();
    request = requestAnimationFrame(tick);
  };
  const play = (on: boolean): void => {
    playing = on;
    control.value = { ...control.value, playing };
    if (playing) resume();
    run();
  };

  const control = transport({
    label: "the sweep of the query",
    speeds: [0.25, 0.5, 1, 2],
    value: { playing: false, speed: 1 },
    step: still
      ? () => {
          resume();
          frame += framesPerStep;
          show();
        }
      : undefined,
  });
  control.addEventListener("input", () => {
    touched = true;
    // Another speed alone does not begin anew.
    if (control.value.playing && !playing) resume();
    playing = control.value.playing;
    run();
  });

  const sight = new IntersectionObserver(
    (entries) => {
      inSight = entries[entries.length - 1].isIntersecting;
      if (inSight && !touched && !still) {
        touched = true;
        play(true);
      } else run();
    },
    { threshold: 0.4 },
  );
  sight.observe(element);
  invalidation.then(() => {
    sight.disconnect();
    cancelAnimationFrame(request);
  });

  return {
    transport: control,
    follow: (range) => {
      domain = range;
      yieldToReader();
    },
    stop: () => {
      touched = true;
      if (playing) play(false);
    },
  };
}
