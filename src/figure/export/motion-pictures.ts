import type { Size } from "../frame";
import type { Motion } from "../motion";
import { type CanvasEncoder, canvasEncoder, rememberingEncoder } from "./canvas-image";
import { pictureOf } from "./picture";
import { rasterOf } from "./raster";

/** What is drawn, and in whose place. */
export interface MotionPicturesOptions<State> {
  readonly motion: Motion<State>;
  readonly state: State;
  readonly size: Size;
  readonly within: HTMLElement;
}

/** Draws the pictures of a motion one by one, in a plot that nobody sees. */
export class MotionPictures<State> {
  readonly #options: MotionPicturesOptions<State>;
  readonly #plot = document.createElement("div");
  readonly #draw: ReturnType<Motion<State>["drawing"]>;
  readonly #density: number;
  readonly #encode: CanvasEncoder;
  #resized = true;

  /** @param density pixels for each CSS pixel */
  constructor(options: MotionPicturesOptions<State>, density: number) {
    this.#options = options;
    this.#density = density;
    this.#encode = rememberingEncoder(canvasEncoder(density));
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
    this.#draw = options.motion.drawing();
  }

  /** A picture on a canvas of its own. */
  async draw(picture: number): Promise<HTMLCanvasElement> {
    const { motion, state, size } = this.#options;
    this.#draw(this.#plot, motion.at(state, picture), { ...size, resized: this.#resized });
    this.#resized = false;
    const drawn = pictureOf([this.#plot], { title: "", description: "" }, this.#encode);
    return rasterOf(drawn, this.#density);
  }

  dispose(): void {
    this.#plot.remove();
  }
}
