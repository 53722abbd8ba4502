import { describe, expect, it } from "vitest";
import { type Listed, notebookList, readNext } from "../../../src/notebook/compile/listing";

const first: Listed = { href: "./", title: "First & foremost", current: false };
const second: Listed = {
  href: "./second/",
  title: "Second",
  description: "What <comes> then.",
  still:
    '<picture><source srcset="/dark.webp" width="20" height="10"><img src="/light.webp" width="20" height="10" style="--plot-height:10px" alt="At 5." loading="lazy"></picture>',
  current: false,
};
const third: Listed = { href: "./third/", title: "Third", current: false };
/** The three as the page of one of them lists them. */
const on = (page: Listed): Listed[] =>
  [first, second, third].map((each) => ({ ...each, current: each === page }));
const titlesIn = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(([, title]) => title);

describe("the list of notebooks", () => {
  it("has all titles, the sentences of those that have one, and marks the page's own", () => {
    const html = notebookList(on(first));
    expect(titlesIn(html)).toEqual(["First &amp; foremost", "Second", "Third"]);
    expect(html).toContain(
      '<a href="./" aria-current="page">First &amp; foremost</a></li><li><a href="./second/">Second</a><p>What &lt;comes&gt; then.</p></li>',
    );
    expect(html.match(/aria-current/g)).toHaveLength(1);
  });

  it("marks none on a page that is no notebook's", () => {
    expect(notebookList([first, second])).not.toContain("aria-current");
  });
});

describe("what to read next", () => {
  it("is the notebook after the page's own, with its sentence", () => {
    const html = readNext(on(first));
    expect(html).toContain(">Read next</h2>");
    expect(titlesIn(html)).toEqual(["Second"]);
    expect(html).toContain("What &lt;comes&gt; then.");
  });

  it("has its picture in both schemes, with its size, fetched only near the window, and silent", () => {
    expect(readNext(on(first))).toContain(
      '<picture><source srcset="/dark.webp" width="20" height="10"><img src="/light.webp" width="20" height="10" alt="" loading="lazy"></picture>',
    );
    expect(readNext(on(second))).not.toContain("<picture>");
  });

  it("is all others after the last", () => {
    const html = readNext(on(third));
    expect(html).toContain(">Read the others</h2>");
    expect(titlesIn(html)).toEqual(["First &amp; foremost", "Second"]);
  });

  it("is the other one after the last of two", () => {
    const html = readNext([first, { ...second, current: true }]);
    expect(html).toContain(">Read the other</h2>");
    expect(titlesIn(html)).toEqual(["First &amp; foremost"]);
  });

  it("is nothing where there is no other", () => {
    expect(readNext([{ ...first, current: true }])).toBe("");
  });
});
