import type { InputElement } from "../../../src/inputs/input";
import { type TransportState, transport } from "../../../src/inputs/transport";
import { frameAt, frameMilliseconds, framesAcross, sweepFrames, sweepQuery } from "./lookup-sweep";

/** The sweep's own query, which is not the reader's. */
export interface Swept {
  readonly x: number;
  /** Whether another one follows by itself. */
  readonly moving: boolean;
}

/** What the sweep asks of the figure that it plays in, and tells it. */
export interface SweepHost {
  /** The reader's query, as she last set it. */
  readonly query: () => number;
  /** Shows the sweep's query; undefined gives back the reader's. */
  show(swept: Swept | undefined): void;
}

/** The sweep of a query, with its play and pause. */
export interface LookupAnimation {
  readonly transport: InputElement<TransportState>;
  /** Tells that the figure shows a query of this domain. */
  follow(domain: readonly [number, number]): void;
  /** The reader's query is shown again; the sweep plays again only if she asks for it. */
  stop(): void;
}

/** A step for a reader who prefers reduced motion: a twentieth of the domain. */
const framesPerStep = framesAcross / 20;

/**
 * Sweeps a query of its own through the domain, from the reader's and back to it, while `element` is in sight and the page is
 * visible: once when `element` first comes into view, unless the reader prefers reduced motion, and over and over when she
 * plays it. Who prefers reduced motion has a button that steps. Paused, it rests where it is. It ends as the reader moves
 * her own query, in whichever figure, and when Escape is pressed at its buttons.
 */
export function lookupAnimation(
  element: Element,
  { query, show }: SweepHost,
  invalidation: Promise<void>,
): LookupAnimation {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let domain: readonly [number, number] = [0, 1];
  /** The reader's query when the sweep began; undefined where there is none. */
  let begunAt: number | undefined;
  /** Where it is, and where it ends. */
  let frame = 0;
  let lastFrame = Number.POSITIVE_INFINITY;
  let touched = false;
  let inSight = false;
  let playing = false;
  let request = 0;
  let before = 0;

  const tell = (): void =>
    show({ x: Math.round(sweepQuery(frame, domain) * 100) / 100, moving: playing });
  const setPlaying = (on: boolean): void => {
    playing = on;
    control.value = { ...control.value, playing };
  };
  const begin = (frames: number): void => {
    begunAt = query();
    frame = frameAt(begunAt, domain);
    lastFrame = frame + frames;
  };
  const end = (): void => {
    if (begunAt === undefined) return;
    begunAt = undefined;
    cancelAnimationFrame(request);
    setPlaying(false);
    show(undefined);
  };
  /** Asked of the page itself, which tells of a query only later. */
  const yieldToReader = (): void => {
    if (begunAt !== undefined && query() !== begunAt) end();
  };
  const tick = (now: number): void => {
    yieldToReader();
    if (!playing) return;
    const elapsed = Math.min(100, now - before);
    before = now;
    const whole = Math.floor(frame);
    frame += (elapsed / frameMilliseconds) * control.value.speed;
    if (frame >= lastFrame) {
      end();
      return;
    }
    if (Math.floor(frame) !== whole) tell();
    request = requestAnimationFrame(tick);
  };
  const run = (): void => {
    cancelAnimationFrame(request);
    if (!playing || !inSight) return;
    before = performance.now();
    request = requestAnimationFrame(tick);
  };

  const control = transport({
    label: "the sweep of the query",
    speeds: [0.25, 0.5, 1, 2],
    value: { playing: false, speed: 1 },
    step: still
      ? () => {
          if (begunAt === undefined) begin(Number.POSITIVE_INFINITY);
          frame += framesPerStep;
          tell();
        }
      : undefined,
  });
  control.addEventListener("input", () => {
    touched = true;
    const asked = control.value.playing;
    if (asked !== playing) {
      playing = asked;
      // Asked for, it goes on and on.
      lastFrame = Number.POSITIVE_INFINITY;
      if (playing && begunAt === undefined) begin(lastFrame);
      tell();
    }
    run();
  });
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || begunAt === undefined) return;
    event.preventDefault();
    end();
  });

  const sight = new IntersectionObserver(
    (entries) => {
      inSight = entries[entries.length - 1].isIntersecting;
      if (inSight && !touched && !still) {
        touched = true;
        begin(sweepFrames);
        setPlaying(true);
      }
      run();
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
      end();
    },
  };
}
