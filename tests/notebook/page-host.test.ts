// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressOf } from "../../src/basics/address-request";
import { embedDialogOf } from "../../src/basics/embed-request";
import { pageHost } from "../../src/notebook/page-host";
import { declareParameters, numberBetween, wholeNumbers } from "../../src/notebook/parameters";

let host: ReturnType<typeof pageHost>;

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, "", "/?x=1&epochs=0,10#keys");
  host = pageHost(document.body, "squares");
});
afterEach(() => {
  host.dispose();
  vi.useRealTimers();
});

describe("the page's host", () => {
  it("reads the parameters of the address", () => {
    expect(host.parameters()).toEqual({ x: "1", epochs: "0,10" });
  });

  it("writes parameters into the address after a while, commas legible and the hash kept", () => {
    const before = history.length;
    host.setParameters({ x: "2", neuron: "7" });
    host.setParameters({ x: undefined, epochs: "0,20" });
    expect(location.search).toBe("?x=1&epochs=0,10");
    vi.runAllTimers();
    expect(location.search).toBe("?epochs=0,20&neuron=7");
    expect(location.hash).toBe("#keys");
    expect(history.length).toBe(before);
  });

  it("writes the page's state over the older address that going back restores", () => {
    host.setParameters({ x: "3" });
    vi.runAllTimers();
    history.replaceState(null, "", "/?x=1#top");
    dispatchEvent(new PopStateEvent("popstate"));
    expect(location.search).toBe("?x=3");
    expect(location.hash).toBe("#top");
  });

  it("writes what is pending when it is disposed, and listens no more", () => {
    host.setParameters({ x: "4" });
    host.dispose();
    expect(location.search).toContain("x=4");
    expect(document.querySelector(".notices")).toBeNull();
  });

  it("tells what is in a cell the cell's address, with what is still to be written", () => {
    const cell = document.createElement("div");
    cell.dataset.cell = "lookup-trace";
    cell.id = "cell-lookup-trace";
    const inside = document.createElement("button");
    cell.append(inside);
    document.body.append(cell);
    history.replaceState(null, "", "?x=5&epochs=0,10&fbclid=IwAR0abc&colour=red");
    const { x } = declareParameters(host, {
      x: { sets: "the query", codec: numberBetween(-10, 10, 2), initial: 1 },
      epochs: { sets: "epochs", codec: wholeNumbers(0, 100, 9), initial: [5] as readonly number[] },
    });
    x.value = 6;
    expect(addressOf(inside).omitted).toBeUndefined();
    host.omits(() => "a file");
    const address = addressOf(inside);
    expect(address.omitted).toBe("a file");
    expect(address.cell).toBe("lookup-trace");
    expect(address.settings).toEqual({ x: "6", epochs: "0,10" });
    // Without what others have added.
    expect(address.url.search).toBe("?x=6&epochs=0,10");
    expect(address.url.hash).toBe("#cell-lookup-trace");
    expect(location.search).toContain("x=6");
    cell.remove();
  });

  it("offers what is in a cell the dialog that embeds it, and nothing else", () => {
    const cell = document.createElement("div");
    cell.dataset.cell = "keys";
    const inside = document.createElement("button");
    cell.append(inside);
    document.body.append(cell);
    expect(embedDialogOf(inside)).toBeTypeOf("function");
    expect(embedDialogOf(document.body)).toBeUndefined();
    host.dispose();
    expect(embedDialogOf(inside)).toBeUndefined();
    cell.remove();
  });

  it("finds the site's files from where the page says that the site's root is", () => {
    const meta = document.createElement("meta");
    meta.name = "site-root";
    meta.content = "../";
    document.head.append(meta);
    history.replaceState(null, "", "/lookup/other/");
    expect(host.asset("weights/a.safetensors").pathname).toBe("/lookup/weights/a.safetensors");
    meta.remove();
  });
});

describe("a notice", () => {
  it("shows its message, and does what its button says once", () => {
    const run = vi.fn();
    host.notice("Not shipped.", { action: { label: "Train it", run } });
    const board = document.querySelector(".notices")!;
    expect(board.getAttribute("role")).toBe("status");
    expect(board.textContent).toContain("Not shipped.");
    const [action] = board.querySelectorAll("button");
    action.click();
    expect(run).toHaveBeenCalledTimes(1);
    expect(board.textContent).toBe("");
  });

  it("takes the place of the one with its key, and can be dismissed", () => {
    host.notice("one", { key: "run" });
    const dismiss = host.notice("two", { key: "run" });
    host.notice("other");
    const texts = () => [...document.querySelectorAll(".notice p")].map((p) => p.textContent);
    expect(texts()).toEqual(["two", "other"]);
    dismiss();
    expect(texts()).toEqual(["other"]);
    document.querySelector<HTMLElement>(".notice-close")!.click();
    expect(texts()).toEqual([]);
  });
});
