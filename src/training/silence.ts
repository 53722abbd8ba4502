/** Milliseconds between two questions whether somebody is still there. */
const questionInterval = 5000;
/** Questions that may stay unanswered: a program for the graphics card may be compiled for many seconds. */
const patience = 6;

/** Watches that somebody is not silent for good. */
export interface SilenceWatch {
  /** Tells that something was heard. */
  heard(): void;
  end(): void;
}

/**
 * Asks again and again, and says once when nothing has been heard for half a minute: a worker that the browser has ended,
 * as for want of memory, ends without a word. Questions are counted rather than time, which goes on while a page sleeps.
 */
export function watchSilence(ask: () => void, silent: () => void): SilenceWatch {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= patience) {
      clearInterval(timer);
      silent();
      return;
    }
    ++unanswered;
    ask();
  }, questionInterval);
  return {
    heard: () => {
      unanswered = 0;
    },
    end: () => clearInterval(timer),
  };
}
