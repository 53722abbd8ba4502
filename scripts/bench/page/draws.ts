/** Counts the draw calls of all WebGL 2 contexts of the page from now on. @returns how many there were so far */
export function countDraws(): () => number {
  let count = 0;
  const context = WebGL2RenderingContext.prototype;
  const counted = <K extends "drawArrays" | "drawElements">(name: K): void => {
    const draw: (...args: never[]) => void = context[name];
    context[name] = function (this: WebGL2RenderingContext, ...args: never[]): void {
      count += 1;
      draw.apply(this, args);
    };
  };
  counted("drawArrays");
  counted("drawElements");
  return () => count;
}
