import type { Size } from "../frame";
import type { Motion } from "../motion";
import { canvasEncoder, contextOf, rememberingEncoder } from "./canvas-image";
import { pictureOf } from "./picture";
import { rasterOf } from "./raster";

/** What is drawn, and in whose place. */
export interface MotionPicturesOptions<State> {
  readonly motion: Motion<State>;
  readonly state: State;
  readonly size: Size;
  readonly within: HTMLElement;
}

/** Pixels for each CSS pixel: a motion has many pictures. */
const density = 1;

/** Draws the pictures of a motion one by one, in a plot that nobody sees. */
export class MotionPictures<State> {
  readonly #options: MotionPicturesOptions<State>;
  readonly #plot = document.createElement("div");
  readonly #draw: ReturnType<Motion<State>["drawing"]>;
  readonly #encode = rememberingEncoder(canvasEncoder(density));
  #resized = true;

  constructor(options: MotionPicturesOptions<State>) {
    this.#options = options;
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

  /** The pixels of a picture, one for each CSS pixel. */
  async draw(picture: number): Promise<ImageData> {
    const { motion, state, size } = this.#options;
    this.#draw(this.#plot, motion.at(state, picture), { ...size, resized: this.#resized });
    this.#resized = false;
    const drawn = pictureOf([this.#plot], { title: "", description: "" }, this.#encode);
    const canvas = await rasterOf(drawn, density);
    return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
  }

  dispose(): void {
    this.#plot.remove();
  }
}
