/** Milliseconds that figures may take to draw in one frame before the rest waits for the next one. */
const budget = 6;
/** Milliseconds after which a frame has computed so long that no figure starts to draw in it. */
const lateness = 12;

/** Figures that wait for their turn, in the order in which they asked. */
const waiting = new Map<object, () => void>();
let spent = 0;
let asked = false;

/**
 * Draws a figure at once, or in one of the next frames where this one is used up: while a network
 * trains, every figure on the page changes at every moment, and together they would hold up the reader.
 * @param figure whose turn it is; asking again replaces what it wanted to draw
 */
export function takeTurn(figure: object, draw: () => void): void {
  waiting.delete(figure);
  if (spent < budget && waiting.size === 0 && sinceFrameStart() < lateness) run(draw);
  else waiting.set(figure, draw);
  ask();
}

/** A figure that is gone draws no more. */
export function giveUpTurn(figure: object): void {
  waiting.delete(figure);
}

function nextFrame(): void {
  asked = false;
  spent = 0;
  try {
    for (const [figure, draw] of waiting) {
      if (spent >= budget) break;
      waiting.delete(figure);
      run(draw);
    }
  } finally {
    // What was spent is of this frame alone; one that fails does not hold up the others.
    if (spent > 0 || waiting.size > 0) ask();
  }
}

function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(nextFrame);
}

function run(draw: () => void): void {
  const start = performance.now();
  try {
    draw();
  } finally {
    spent += performance.now() - start;
  }
}

/** Milliseconds since the frame began; 0 where there are no frames. */
function sinceFrameStart(): number {
  const start = typeof document === "undefined" ? null : document.timeline?.currentTime;
  return typeof start === "number" ? performance.now() - start : 0;
}
