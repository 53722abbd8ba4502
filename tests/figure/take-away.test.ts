// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AddressRequest } from "../../src/basics/address-request";
import { EmbedRequest } from "../../src/basics/embed-request";
import { type Loop, takeAway } from "../../src/figure/take-away";

let element: ReturnType<typeof takeAway>;
let saved: { name: string; content: Blob }[];
let omitted: string | undefined;

const answer = (event: Event): void => {
  if (event instanceof AddressRequest)
    event.answer = {
      cell: "keys",
      settings: { x: "7" },
      url: new URL("https://example.org/?x=7#cell-keys"),
      omitted,
    };
};
const open = (loop?: Loop): void => {
  element = takeAway({ title: "The keys", shown: () => undefined, loop });
  document.body.replaceChildren(element);
};
const labels = (): (string | null)[] => {
  element.button.click();
  return [...element.querySelectorAll("[role=menuitem]")].map(({ textContent }) => textContent);
};
const choose = (label: string): void => {
  element.button.click();
  const items = [...element.querySelectorAll<HTMLElement>("[role=menuitem]")];
  items.find(({ textContent }) => textContent === label)!.click();
};
const status = (): string | null => element.querySelector("[role=status]")!.textContent;

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  saved = [];
  omitted = undefined;
  document.body.addEventListener(AddressRequest.type, answer);
  const contents = new Map<string, Blob>();
  URL.createObjectURL = vi.fn((content: Blob) => {
    contents.set("blob:1", content);
    return "blob:1";
  }) as typeof URL.createObjectURL;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ name: this.download, content: contents.get(this.href)! });
  });
});
afterEach(() => {
  document.body.removeEventListener(AddressRequest.type, answer);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("the menu of a figure", () => {
  it("offers the motion only where the figure has one", () => {
    open();
    const still = ["Copy link", "Save as SVG", "Save as PNG", "Save numbers as CSV"];
    expect(labels()).toEqual(still);
    open({ name: "the sweep", record: async () => new Blob() });
    expect(labels()).toEqual([...still, "Save the sweep as GIF"]);
  });

  it("offers a video where the browser can encode one", () => {
    vi.stubGlobal("VideoEncoder", class {});
    open({ name: "the sweep", record: async () => new Blob() });
    expect(labels().slice(4)).toEqual(["Save the sweep as GIF", "Save the sweep as video"]);
  });

  it("offers to embed the figure only where somebody knows how, and says where that fails", async () => {
    const embed = vi.fn(() => Promise.reject(new Error("No network.")));
    const offer = (event: Event): void => {
      if (event instanceof EmbedRequest) event.answer = embed;
    };
    open();
    expect(labels()).not.toContain("Embed");
    document.body.addEventListener(EmbedRequest.type, offer);
    open();
    expect(labels().slice(0, 3)).toEqual(["Copy link", "Embed", "Save as SVG"]);
    element.button.click();
    choose("Embed");
    await vi.waitFor(() => expect(status()).toBe("The dialog failed: No network."));
    expect(embed).toHaveBeenCalledTimes(1);
    document.body.removeEventListener(EmbedRequest.type, offer);
  });

  it("copies the link that the page gives, and says so", async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    open();
    choose("Copy link");
    await vi.waitFor(() => expect(status()).toBe("Link copied"));
    expect(writeText).toHaveBeenCalledWith("https://example.org/?x=7#cell-keys");
  });

  it("says what the link cannot carry, copied or shown", async () => {
    omitted = "the network from mine.safetensors";
    vi.stubGlobal("navigator", { clipboard: { writeText: async () => {} } });
    open();
    choose("Copy link");
    await vi.waitFor(() =>
      expect(status()).toBe("Link copied. It cannot carry the network from mine.safetensors."),
    );
    vi.stubGlobal("navigator", {});
    choose("Copy link");
    const field = await vi.waitFor(() => element.querySelector<HTMLInputElement>("input")!);
    expect(field.labels![0].textContent).toBe(
      "Copy this link. It cannot carry the network from mine.safetensors.",
    );
  });

  it("shows the link, ready to be copied, where there is no clipboard", async () => {
    vi.stubGlobal("navigator", {});
    open();
    choose("Copy link");
    const field = await vi.waitFor(() => element.querySelector<HTMLInputElement>("input")!);
    expect(field.value).toBe("https://example.org/?x=7#cell-keys");
    expect(field.labels![0].textContent).toBe("Copy this link");
    expect(document.activeElement).toBe(field);
    expect(field.selectionEnd).toBe(field.value.length);
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(element.querySelector("input")).toBeNull();
    expect(document.activeElement).toBe(element.button);
  });

  it("saves a motion under a name that says what it is, and tells how far it is", async () => {
    let finish: (file: Blob) => void = () => {};
    open({
      name: "the sweep",
      record: (_, progress) => {
        progress(20, 80);
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    choose("Save the sweep as GIF");
    expect(element.querySelector("progress")!.value).toBe(0.25);
    expect(element.textContent).toContain("20 of 80 frames");
    const gif = new Blob(["GIF89a"], { type: "image/gif" });
    finish(gif);
    await vi.waitFor(() => expect(saved).toEqual([{ name: "keys-x=7.gif", content: gif }]));
    expect(element.querySelector("progress")).toBeNull();
  });

  it("gives a motion up when the reader cancels", async () => {
    open({
      name: "the sweep",
      record: (_, __, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    });
    choose("Save the sweep as GIF");
    element.querySelector<HTMLElement>(".menu-panel button")!.click();
    await vi.waitFor(() => expect(status()).toBe("Cancelled"));
    expect(saved).toEqual([]);
    expect(element.querySelector("progress")).toBeNull();
    expect(document.activeElement).toBe(element.button);
  });

  it("says what went wrong", async () => {
    open({ name: "the sweep", record: () => Promise.reject(new Error("There is no canvas.")) });
    choose("Save the sweep as GIF");
    await vi.waitFor(() => expect(status()).toBe("The GIF failed: There is no canvas."));
  });
});
