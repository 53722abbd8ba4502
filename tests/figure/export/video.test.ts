// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordVideo } from "../../../src/figure/export/video";

/** Codecs of which the browser says that it can encode them, that it does, and that were tried. */
let claimed: string[];
let working: string[];
let tried: string[];
let refusesToSay: boolean;

vi.mock("mediabunny", () => ({
  QUALITY_HIGH: 1,
  BufferTarget: class {
    buffer = new ArrayBuffer(4);
  },
  Mp4OutputFormat: class {
    mimeType = "video/mp4";
  },
  WebMOutputFormat: class {
    mimeType = "video/webm";
  },
  CanvasSource: class {
    readonly #codec: string;
    constructor(_canvas: unknown, { codec }: { codec: string }) {
      this.#codec = codec;
      tried.push(codec);
    }
    add = async (): Promise<void> => {
      if (!working.includes(this.#codec)) throw new Error("Unsupported bitrate mode.");
    };
  },
  Output: class {
    readonly target: unknown;
    constructor({ target }: { target: unknown }) {
      this.target = target;
    }
    addVideoTrack = vi.fn();
    start = vi.fn();
    finalize = vi.fn();
    cancel = vi.fn();
  },
  getFirstEncodableVideoCodec: async ([codec]: [string]) => {
    if (refusesToSay && codec === "avc") throw new TypeError("Not a function.");
    return claimed.includes(codec) ? codec : null;
  },
}));
vi.mock("../../../src/figure/export/canvas-reads", () => ({
  expectTrueReads: vi.fn(),
  contextOf: () => ({ drawImage: vi.fn() }),
}));
vi.mock("../../../src/figure/export/motion-pictures", () => ({
  MotionPictures: class {
    draw = async () => ({ width: 20, height: 10 });
    dispose = vi.fn();
  },
}));

const abort = new AbortController();
const record = (signal = abort.signal) =>
  recordVideo({
    motion: { name: "the sweep", frames: [0, 1, 1], interval: 50, at: (state) => state },
    draw: vi.fn(),
    state: 0,
    size: { width: 10, height: 5 },
    within: document.body,
    progress: vi.fn(),
    signal,
  });

beforeEach(() => {
  claimed = ["avc", "vp9", "vp8", "av1"];
  working = ["avc", "vp9", "vp8", "av1"];
  tried = [];
  refusesToSay = false;
});

afterEach(() => {
  vi.clearAllMocks();
});

describe("a video", () => {
  it("is an MP4 where the browser encodes H.264, and no other codec is tried", async () => {
    expect((await record()).type).toBe("video/mp4");
    expect(tried).toEqual(["avc"]);
  });

  it("takes the next codec where one fails of which the browser said that it works", async () => {
    working = ["vp8"];
    expect((await record()).type).toBe("video/webm");
    expect(tried).toEqual(["avc", "vp9", "vp8"]);
  });

  it("takes the next where the question alone fails", async () => {
    refusesToSay = true;
    expect((await record()).type).toBe("video/webm");
    expect(tried).toEqual(["vp9"]);
  });

  it("names the GIF where none works", async () => {
    working = [];
    claimed = ["avc", "vp9"];
    await expect(record()).rejects.toThrow(
      /^This browser encodes no video of this size \(avc: Unsupported bitrate mode\.; vp9: .*\)\. It can be saved as a GIF/,
    );
    expect(tried).toEqual(["avc", "vp9"]);
  });

  it("ends where the reader cancels, whatever codecs are left", async () => {
    const ending = new AbortController();
    ending.abort();
    await expect(record(ending.signal)).rejects.toThrow(/abort/i);
    expect(tried).toEqual(["avc"]);
  });
});
