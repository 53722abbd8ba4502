/*
 * The fonts of the page are its own files under its own names ("Inter Text"). A picture that leaves the page either
 * does without them, or carries them with it.
 */

/** The families that the page brings along. */
export function pageFamilies(): ReadonlySet<string> {
  return new Set([...document.fonts].map(({ family }) => unquoted(family)));
}

/** A list of families without some; what is left is what another machine may have. */
export function withoutFamilies(list: string, families: ReadonlySet<string>): string {
  return familiesIn(list)
    .filter((family) => !families.has(unquoted(family)))
    .join(", ");
}

/** A font of the page. */
interface Face {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  /** Where its file is. */
  readonly url: string;
}

/** `@font-face` rules for the fonts of some families that the page has, their files as data URLs. */
export async function embeddedFaces(lists: Iterable<string>): Promise<string> {
  const wanted = new Set([...lists].flatMap(familiesIn).map(unquoted));
  const known = [...declaredFaces(), ...addedFaces()].filter(({ family }) => wanted.has(family));
  return (await Promise.all(known.map(embedded))).join("");
}

/** Those of the page's style sheets. */
function declaredFaces(): Face[] {
  return [...document.styleSheets].flatMap(rulesOf).flatMap(({ style, parentStyleSheet }) => {
    const source = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue("src"));
    if (source === null) return [];
    const [family, weight, styled] = ["font-family", "font-weight", "font-style"].map((name) =>
      style.getPropertyValue(name),
    );
    const url = new URL(source[1], parentStyleSheet?.href ?? document.baseURI).href;
    return [{ family: unquoted(family), weight, style: styled, url }];
  });
}

/** Those that a script has added, as embedded cells do, where it says from where they are: a face itself does not. */
function addedFaces(): Face[] {
  return [...document.fonts].flatMap((font) => {
    if (!("from" in font) || typeof font.from !== "string") return [];
    const { family, weight, style } = font;
    return [{ family: unquoted(family), weight, style, url: font.from }];
  });
}

/** Files that were embedded before, by their address; undefined where the page's policy forbids to fetch them. */
const files = new Map<string, Promise<string | undefined>>();

async function embedded({ family, weight, style, url }: Face): Promise<string> {
  let file = files.get(url);
  if (file === undefined) {
    file = dataUrl(url).catch(() => undefined);
    files.set(url, file);
  }
  const data = await file;
  // The picture is then in the letters that stand in for it.
  if (data === undefined) return "";
  const descriptors = [
    `font-family:${JSON.stringify(family)};`,
    ...(weight ? [`font-weight:${weight};`] : []),
    ...(style ? [`font-style:${style};`] : []),
  ];
  return `@font-face{${descriptors.join("")}src:url(${data})}`;
}

async function dataUrl(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded: HTTP status ${response.status}.`);
  const blob = await response.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

function rulesOf(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  try {
    return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  } catch {
    // A sheet of another origin keeps its rules to itself.
    return [];
  }
}

function familiesIn(list: string): string[] {
  return list.split(",").map((family) => family.trim());
}

function unquoted(family: string): string {
  return family.replace(/^["']|["']$/g, "");
}
