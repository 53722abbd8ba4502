// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type WeightsFileElement, weightsFileElement } from "../../src/training-panel/weights-file";

let element: WeightsFileElement;
let invalidate: () => void;
const actions = { save: vi.fn(), open: vi.fn(), refuse: vi.fn() };

/** jsdom has no files that are dragged. */
class FakeDragEvent extends MouseEvent {
  readonly dataTransfer: { types: string[]; files: File[] };
  constructor(type: string, files: File[], types = ["Files"]) {
    super(type, { bubbles: true, cancelable: true });
    this.dataTransfer = { types, files };
  }
}
vi.stubGlobal("DragEvent", FakeDragEvent);

beforeEach(() => {
  vi.resetAllMocks();
  const invalidation = new Promise<void>((resolve) => {
    invalidate = resolve;
  });
  element = weightsFileElement(actions, document, invalidation);
  document.body.replaceChildren(element);
});

afterEach(async () => {
  invalidate();
  await Promise.resolve();
});

const mine = new File([Uint8Array.of(1, 2, 3)], "mine.safetensors");
const hint = (): HTMLElement => element.querySelector<HTMLElement>(".drop-hint")!;

describe("the weights as a file", () => {
  it("are saved with a button, and say which they are", () => {
    element.querySelector("button")!.click();
    expect(actions.save).toHaveBeenCalledOnce();
    element.update("1 → 8 → 32 → 8 → 1, at epoch 500");
    expect(element.textContent).toContain("The network on the page: 1 → 8 → 32 → 8 → 1");
  });

  it("are opened in a labelled field that offers every file, since telephones do not know this ending", async () => {
    const field = element.querySelector<HTMLInputElement>("input[type=file]")!;
    expect(field.accept).toBe("");
    expect(field.labels![0].textContent).toBe("Open a network");
    Object.defineProperty(field, "files", { value: [mine] });
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await vi.waitFor(() => expect(actions.open).toHaveBeenCalledExactlyOnceWith(mine));
  });

  it("are opened where they are dropped, and a hint says so before", async () => {
    const over = new FakeDragEvent("dragover", []);
    document.body.dispatchEvent(over);
    expect(over.defaultPrevented).toBe(true);
    expect(hint().hidden).toBe(false);
    document.body.dispatchEvent(new FakeDragEvent("drop", [mine]));
    expect(hint().hidden).toBe(true);
    await vi.waitFor(() => expect(actions.open).toHaveBeenCalledOnce());
  });

  it("leaves alone what is dragged and is no file", () => {
    const over = new FakeDragEvent("dragover", [], ["text/plain"]);
    document.body.dispatchEvent(over);
    expect(over.defaultPrevented).toBe(false);
    expect(hint().hidden).toBe(true);
  });

  it("says why a file is refused", async () => {
    const error = new Error("Expected …, found ….");
    actions.open.mockRejectedValue(error);
    document.body.dispatchEvent(new FakeDragEvent("drop", [mine]));
    await vi.waitFor(() => expect(actions.refuse).toHaveBeenCalledWith("mine.safetensors", error));
  });

  it("listens no more when it is over", async () => {
    invalidate();
    await Promise.resolve();
    document.body.dispatchEvent(new FakeDragEvent("drop", [mine]));
    await Promise.resolve();
    expect(actions.open).not.toHaveBeenCalled();
  });
});
