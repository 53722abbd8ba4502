import { describe, expect, it } from "vitest";
import {
  packMatrix,
  packOneHot,
  placeOf,
  texelsFor,
  unpackMatrix,
} from "../../../src/engines/webgl/packing";

describe("a packed matrix", () => {
  it("has blocks of two rows and two columns in its texels, and zeros beyond its edges", () => {
    const texels = new Float32Array(4 * texelsFor(3) * texelsFor(3));
    packMatrix(texels, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9], 3);
    expect([...texels]).toEqual([1, 2, 4, 5, 3, 0, 6, 0, 7, 8, 0, 0, 9, 0, 0, 0]);
    expect(texels[placeOf(1, 2, 2)]).toBe(6);
  });

  it("can begin at a later row", () => {
    const texels = new Float32Array(8);
    packMatrix(texels, 2, [1, 2], 2);
    expect([...texels]).toEqual([0, 0, 0, 0, 1, 2, 0, 0]);
  });

  it("is unpacked to the rows that are wanted", () => {
    const texels = new Float32Array(4 * 2 * 2);
    packMatrix(texels, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9], 3);
    expect([...unpackMatrix(texels, 2, 3)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("of one-hot rows has a one for each index, and two where it is named twice", () => {
    const texels = new Float32Array(8);
    packOneHot(texels, 0, { indices: Int32Array.of(0, 2, 1, 1), perRow: 2 }, 3);
    expect([...unpackMatrix(texels, 2, 3)]).toEqual([1, 0, 1, 0, 2, 0]);
  });
});
