// @vitest-environment jsdom
import { expect, test } from "vitest";
import { pictureOf } from "../../../src/figure/export/picture";

/** An element that stands somewhere in the window. */
function standing(html: string, box: DOMRect): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const element = holder.firstElementChild as HTMLElement;
  element.getBoundingClientRect = () => box;
  return element;
}

test("the line under a row of a table is in the picture, where it stands and in its colour", async () => {
  const plot = standing("<div></div>", new DOMRect(100, 50, 300, 90));
  const style = "border-bottom: 2px solid rgb(220, 217, 210)";
  plot.append(
    standing(`<div style="${style}"></div>`, new DOMRect(110, 60, 200, 30)),
    standing("<div></div>", new DOMRect(110, 90, 200, 30)),
  );
  document.body.append(plot);
  const picture = await pictureOf([plot], { title: "Rows", description: "" }, async () => "");
  const lines = [...picture.querySelectorAll("line")];
  expect(lines).toHaveLength(1);
  const drawn = Object.fromEntries(
    [...lines[0].attributes].map(({ name, value }) => [name, value]),
  );
  // The lower edge of the row is at 90 in the window, 40 in the picture; the line is the last 2 px above it.
  expect(drawn).toEqual({
    x1: "10",
    x2: "210",
    y1: "39",
    y2: "39",
    stroke: "#dcd9d2",
    "stroke-width": "2",
  });
});
