import { describe, expect, it } from "vitest";
import { observe } from "../../src/notebook/observe";

class Source extends EventTarget {
  listening = 0;
  #value: number | undefined;

  constructor(value?: number) {
    super();
    this.#value = value;
  }
  get value(): number | undefined {
    return this.#value;
  }
  set value(value) {
    this.#value = value;
    this.dispatchEvent(new Event("input"));
  }
  override addEventListener(...args: Parameters<EventTarget["addEventListener"]>): void {
    ++this.listening;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget["addEventListener"]>): void {
    --this.listening;
    super.removeEventListener(...args);
  }
}

describe("observing a source", () => {
  it("gives its present value, then the next ones as they come", async () => {
    const source = new Source(1);
    const values = observe(source);
    expect(values.next().value).toBe(1);
    const next = values.next().value;
    source.value = 2;
    expect(await next).toBe(2);
  });

  it("waits for the first value where there is none yet", async () => {
    const source = new Source();
    const next = observe(source).next().value;
    source.value = 1;
    expect(await next).toBe(1);
  });

  it("gives only the latest of several values, at once if it is there", async () => {
    const source = new Source(1);
    const values = observe(source);
    values.next();
    source.value = 2;
    source.value = 3;
    expect(values.next().value).toBe(3);
    const next = values.next().value;
    source.value = 4;
    source.value = 5;
    expect([await next, values.next().value]).toEqual([4, 5]);
  });

  it("listens only from its first value to its return", () => {
    const source = new Source(1);
    const values = observe(source);
    expect(source.listening).toBe(0);
    values.next();
    values.next();
    expect(source.listening).toBe(1);
    values.return();
    expect(source.listening).toBe(0);
  });

  it("ends a wait when it returns", async () => {
    const values = observe(new Source(1));
    values.next();
    const next = values.next().value;
    values.return();
    await next;
  });
});
