// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { pictureOf } from "../../../src/figure/export/picture";

afterEach(() => {
  vi.restoreAllMocks();
});

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

test("a picture is the same in a page that is scaled", async () => {
  const drawn = async (scale: number): Promise<string> => {
    const box = (x: number, y: number, width: number, height: number): DOMRect =>
      new DOMRect(...[x, y, width, height].map((each) => each * scale));
    const plot = standing("<div></div>", box(100, 50, 300, 90));
    Object.defineProperties(plot, { offsetWidth: { value: 300 }, offsetHeight: { value: 90 } });
    const style = "border-bottom: 2px solid rgb(220, 217, 210)";
    plot.append(standing(`<div style="${style}"></div>`, box(110, 60, 200, 30)));
    document.body.append(plot);
    const picture = await pictureOf([plot], { title: "", description: "" }, async () => "");
    plot.remove();
    return picture.outerHTML;
  };
  expect(await drawn(1)).toContain('width="324"');
  for (const scale of [0.5, 2]) expect(await drawn(scale)).toBe(await drawn(1));
});

/** What SVG has where nothing is said: jsdom computes neither this nor what is inherited. */
const initial: Record<string, string> = {
  display: "inline",
  visibility: "visible",
  opacity: "1",
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1px",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-miterlimit": "4",
  "stroke-dasharray": "none",
  "stroke-dashoffset": "0px",
  "paint-order": "normal",
};

function computed(element: Element): CSSStyleDeclaration {
  const parent = element.parentElement;
  const style = parent === null ? { ...initial } : { ...(computed(parent) as object) };
  for (const declaration of (element.getAttribute("style") ?? "").split(";")) {
    const [name, value] = declaration.split(": ");
    if (value !== undefined) Object.assign(style, { [name.trim()]: value });
  }
  return Object.assign(Object.create({ getPropertyValue }), style);
}

function getPropertyValue(this: Record<string, string>, name: string): string {
  return this[name] ?? "";
}

/** A drawing of the page in a picture. */
async function drawn(inside: string): Promise<SVGSVGElement> {
  vi.spyOn(window, "getComputedStyle").mockImplementation(computed);
  document.body.innerHTML = `<div><svg>${inside}</svg></div>`;
  return pictureOf(
    [document.body.firstElementChild!],
    { title: "", description: "" },
    async () => "",
  );
}

test("letters with a halo are two texts, the halo below, so that no program paints over them", async () => {
  const halo = "paint-order: stroke; stroke: rgb(255, 255, 255); stroke-width: 4px";
  const picture = await drawn(
    `<text x="3" style="fill: rgb(0, 0, 255); ${halo}">27 keys <tspan style="fill: rgb(255, 0, 0); ${halo}">face</tspan></text>
     <text style="fill: rgb(0, 0, 0)">plain</text>`,
  );
  const texts = [...picture.querySelectorAll("text")];
  expect(texts.map(({ textContent }) => textContent)).toEqual([
    "27 keys face",
    "27 keys face",
    "plain",
  ]);
  const [below, above] = texts;
  expect([below, above].map((text) => text.getAttribute("x"))).toEqual(["3", "3"]);
  expect(below.getAttribute("fill")).toBe("none");
  expect(below.getAttribute("stroke")).toBe("#ffffff");
  expect(below.getAttribute("stroke-width")).toBe("4");
  expect(above.getAttribute("fill")).toBe("#0000ff");
  expect(above.querySelector("tspan")!.getAttribute("fill")).toBe("#ff0000");
  for (const element of [above, ...above.children])
    expect(element.getAttribute("stroke") ?? "none").toBe("none");
  for (const element of [below, ...below.children])
    expect(element.getAttribute("fill") ?? "none").toBe("none");
  expect(picture.outerHTML).not.toContain("paint-order");
});

test("what a theme says in other colour spaces is hexadecimal in a picture, its opacity beside it", async () => {
  const picture = await drawn(
    `<rect width="9" height="9" style="fill: rgb(255 0 128 / 0.25); stroke: rgba(0, 0, 255, 0.5)"></rect>`,
  );
  const rect = picture.querySelector("g rect")!;
  expect(rect.getAttribute("fill")).toBe("#ff0080");
  expect(rect.getAttribute("fill-opacity")).toBe("0.25");
  expect(rect.getAttribute("stroke")).toBe("#0000ff");
  expect(rect.getAttribute("stroke-opacity")).toBe("0.5");
});
