import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { all } from "../../src/notebook/all";
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

  it("tells no value again that is the same", async () => {
    const source = new Source(1);
    const values = observe(source);
    values.next();
    source.value = 1;
    const next = values.next().value;
    source.value = 1;
    source.value = 2;
    expect(await next).toBe(2);
  });

  describe("by what follows from its values", () => {
    const parity = { map: (value: number | undefined) => (value ?? 0) % 2 };

    it("tells that, at once if it is there, and only when it is another", async () => {
      const source = new Source(1);
      const values = observe(source, parity);
      expect(values.next().value).toBe(1);
      source.value = 3;
      const next = values.next().value;
      source.value = 5;
      source.value = 6;
      expect(await next).toBe(0);
      source.value = 9;
      expect(values.next().value).toBe(1);
    });

    it("takes for the same what is said to be", async () => {
      const source = new Source(1);
      const values = observe(source, {
        map: (value) => [value],
        equals: ([next], [last]) => Math.abs(next! - last!) < 10,
      });
      expect(values.next().value).toEqual([1]);
      const next = values.next().value;
      source.value = 9;
      source.value = 12;
      source.value = 20;
      expect(await next).toEqual([12]);
    });

    it("fails where that cannot be computed, though nobody is asking just then", async () => {
      const source = new Source(1);
      const values = observe(source, {
        map(value) {
          if (value === 2) throw new Error("two");
          return value;
        },
      });
      values.next();
      const next = values.next().value;
      source.value = 2;
      await expect(next).rejects.toThrow("two");
    });
  });

  describe("that is to rest", () => {
    let told: unknown[];
    /** Has all values told from now on. */
    async function tell(values: ReturnType<typeof observe<number | undefined>>): Promise<void> {
      for (let of = values.next().value; ; of = values.next().value) told.push(await of);
    }

    beforeEach(() => {
      told = [];
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it("tells its first value at once, whenever that comes, and others once they have stood so long", async () => {
      const source = new Source();
      void tell(observe(source, { rest: 100 }));
      source.value = 1;
      await vi.advanceTimersByTimeAsync(0);
      expect(told).toEqual([1]);
      for (const value of [2, 3, 4]) {
        source.value = value;
        await vi.advanceTimersByTimeAsync(60);
      }
      expect(told).toEqual([1]);
      await vi.advanceTimersByTimeAsync(40);
      expect(told).toEqual([1, 4]);
    });

    it("tells once a second what does not rest", async () => {
      const source = new Source(0);
      void tell(observe(source, { rest: 250 }));
      for (let value = 1; value <= 25; ++value) {
        await vi.advanceTimersByTimeAsync(100);
        source.value = value;
      }
      expect(told).toEqual([0, 10, 20]);
      await vi.advanceTimersByTimeAsync(250);
      expect(told).toEqual([0, 10, 20, 25]);
    });

    it("rests for as long as the value and the one last told ask for", async () => {
      const source = new Source(0);
      void tell(observe(source, { rest: (next, last) => (next! - last! > 10 ? 0 : 100) }));
      await vi.advanceTimersByTimeAsync(0);
      source.value = 5;
      source.value = 20;
      await vi.advanceTimersByTimeAsync(0);
      expect(told).toEqual([0, 20]);
      source.value = 21;
      await vi.advanceTimersByTimeAsync(100);
      expect(told).toEqual([0, 20, 21]);
    });

    it("computes what follows only once it rests", async () => {
      const source = new Source(0);
      const map = vi.fn((value: number | undefined) => value);
      void tell(observe(source, { map, rest: 100 }));
      for (let value = 1; value <= 5; ++value) source.value = value;
      await vi.advanceTimersByTimeAsync(100);
      expect(map.mock.calls).toEqual([[0], [5]]);
    });

    it("waits no more once it returns", async () => {
      const source = new Source(0);
      const values = observe(source, { rest: 100 });
      values.next();
      source.value = 1;
      values.return();
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});

describe("all of several sources", () => {
  it("are one source, whose value stays the same until one of them changes", async () => {
    const [a, b] = [new Source(1), new Source(2)];
    const both = all({ a, b });
    expect(both.value).toEqual({ a: 1, b: 2 });
    expect(both.value).toBe(both.value);
    const values = observe(both, { map: ({ a, b }) => [a, b], equals: () => false });
    expect(values.next().value).toEqual([1, 2]);
    const next = values.next().value;
    b.value = 3;
    expect(await next).toEqual([1, 3]);
    expect(both.value).toEqual({ a: 1, b: 3 });
  });

  it("are listened to only while they are observed", () => {
    const [a, b] = [new Source(1), new Source(2)];
    const values = observe(all({ a, b }));
    expect([a.listening, b.listening]).toEqual([0, 0]);
    values.next();
    expect([a.listening, b.listening]).toEqual([1, 1]);
    values.return();
    expect([a.listening, b.listening]).toEqual([0, 0]);
  });
});
