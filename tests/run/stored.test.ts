import { expect, it } from "vitest";
import { SafetensorsError } from "../../src/network/safetensors";
import { momentsIn } from "../../src/run/stored";

it("reads the moments of a training from a file’s metadata", () => {
  const moments = [{ epoch: 0, loss: 2 }];
  expect(momentsIn({ moments: JSON.stringify(moments) })).toEqual(moments);
});

it.each([
  ["none", undefined, "found nothing"],
  ["half of one", '[{"epoch":', 'found "[{\\"epoch\\":"'],
  ["null in it", "[null]", 'found "[null]"'],
  ["letters", "x".repeat(2000), /found "x{59}…\.$/],
])("says what was expected where the list is damaged: %s", (_, moments, message) => {
  const read = () => momentsIn(moments === undefined ? {} : { moments });
  expect(read).toThrow(SafetensorsError);
  expect(read).toThrow(message);
});
