import { type CanvasEncoder, rememberingEncoder } from "./canvas-image";
import { pictureOf } from "./picture";
import { rasterOf } from "./raster";
import type { Recording } from "./recording";

/** What is drawn, and in whose place. */
type MotionOf<State> = Omit<Recording<State>, "progress" | "signal">;

/** Draws the pictures of a motion one by one, in a plot that nobody sees. */
export class MotionPictures<State> {
  readonly #options: MotionOf<State>;
  readonly #plot = document.createElement("div");
  readonly #density: number;
  readonly #encode: CanvasEncoder;

  /** @param density pixels for each CSS pixel */
  constructor(options: MotionOf<State>, density: number) {
    this.#options = options;
    this.#density = density;
    this.#encode = rememberingEncoder(density);
    const { width, height } = options.size;
    this.#plot.className = "figure-plot";
    this.#plot.inert = true;
    Object.assign(this.#plot.style, {
      position: "absolute",
      left: "-100000px",
      top: "0",
      width: `${width}px`,
      height: `${height}px`,
    });
    options.within.append(this.#plot);
  }

  /** A picture on a canvas of its own. */
  async draw(picture: number): Promise<HTMLCanvasElement> {
    const { motion, state, size } = this.#options;
    this.#options.draw(this.#plot, motion.at(state, picture), size);
    const drawn = await pictureOf([this.#plot], { title: "", description: "" }, this.#encode);
    return rasterOf(drawn, this.#density);
  }

  dispose(): void {
    this.#plot.remove();
  }
}
