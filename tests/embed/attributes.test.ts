// @vitest-environment jsdom
import { expect, it } from "vitest";
import { givenParameters } from "../../src/embed/attributes";

it("the attributes of an element are parameters, but for ours, HTML's and those of libraries", () => {
  document.body.innerHTML =
    '<lookup-cell notebook="a" cell="b" scope="c" code controls="none" id="i" class="k" onclick="1" data-v="2" _ngcontent-x x="5" epochs="10,20"></lookup-cell>';
  expect(givenParameters(document.body.firstElementChild as Element)).toEqual({
    x: "5",
    epochs: "10,20",
  });
});
