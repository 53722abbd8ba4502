import { expect, it } from "vitest";
import { ownTask } from "../../src/basics/own-task";

it("runs one after the other, with room for others in between", async () => {
  const done: string[] = [];
  const dear = async (name: string): Promise<void> => {
    await ownTask();
    done.push(name);
    // What waits for a task of the page comes before the next one.
    setTimeout(() => done.push(`after ${name}`));
  };
  await Promise.all([dear("a"), dear("b"), dear("c")]);
  expect(done.slice(0, 5)).toEqual(["a", "after a", "b", "after b", "c"]);
});
