import { expect, it } from "vitest";
import { declaredParameters } from "../../src/embed/declared-parameters";
import type { Cell } from "../../src/notebook/definition";
import type { Host } from "../../src/notebook/host";
import { declareParameters, numberBetween, optional } from "../../src/notebook/parameters";

it("parameters are found by running what declares them, and nothing else", () => {
  const cell = (inputs: string, run: (...inputs: never[]) => unknown): Cell => ({
    slug: "a",
    inputs: inputs.split(" "),
    outputs: [],
    autodisplay: false,
    hash: "",
    run,
  });
  const declares = (host: Host, observe: (source: unknown) => unknown) => {
    const x = { says: "the query", codec: optional(numberBetween(-1, 1, 2)), initial: 0.5 };
    const parameters = declareParameters(host, { x });
    return { x: observe(parameters.x) };
  };
  const fails = () => {
    throw new Error("it was run");
  };
  const found = declaredParameters([
    cell("x", fails),
    cell("host other", fails),
    cell("host observe", declares),
  ]);
  expect([...found.keys()]).toEqual(["x"]);
  const { says, kind, initialText } = found.get("x")!;
  expect({ says, kind, initialText }).toEqual({
    says: "the query",
    kind: "a number from -1 to 1, or nothing",
    initialText: "0.5",
  });
});
