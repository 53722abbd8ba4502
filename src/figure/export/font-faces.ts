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

/** The `@font-face` rules of some families, their files as data URLs. */
export async function embeddedFaces(lists: Iterable<string>): Promise<string> {
  const wanted = new Set([...lists].flatMap(familiesIn).map(unquoted));
  const rules = [...document.styleSheets]
    .flatMap(rulesOf)
    .filter((rule) => wanted.has(unquoted(rule.style.getPropertyValue("font-family"))));
  const faces = await Promise.all(rules.map(embedded));
  return faces.join("");
}

/** Files that were embedded before, by their address. */
const files = new Map<string, Promise<string>>();

async function embedded({ style, parentStyleSheet }: CSSFontFaceRule): Promise<string> {
  const source = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue("src"));
  if (source === null) return "";
  const url = new URL(source[1], parentStyleSheet?.href ?? document.baseURI).href;
  let file = files.get(url);
  if (file === undefined) {
    file = dataUrl(url);
    files.set(url, file);
  }
  const descriptors = ["font-family", "font-weight", "font-style"].map(
    (name) => `${name}:${style.getPropertyValue(name)};`,
  );
  return `@font-face{${descriptors.join("")}src:url(${await file})}`;
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
