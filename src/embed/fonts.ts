import sans from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import italic from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2?url";
import serif from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url";

/** Milliseconds that a cell waits for its fonts. */
const patience = 1500;

type Face = readonly [family: string, url: string, weight: string, style: string];
const figureFaces: readonly Face[] = [["Lookup Sans", sans, "100 900", "normal"]];
const proseFaces: readonly Face[] = [
  ["Lookup Serif", serif, "200 900", "normal"],
  ["Lookup Serif", italic, "200 900", "italic"],
];
const loading = new Map<Face, Promise<unknown>>();

/**
 * Makes the site's fonts known to the page, under names of our own, since a shadow root can have none to itself; those
 * of running text only where there is some. Resolves when they are there, or late: then the page's own will do for good.
 */
export async function loadFonts(prose: boolean): Promise<void> {
  const faces = prose ? [...figureFaces, ...proseFaces] : figureFaces;
  await Promise.all(faces.map(load));
}

function load(face: Face): Promise<unknown> {
  let loaded = loading.get(face);
  if (loaded === undefined) {
    const [family, url, weight, style] = face;
    const font = new FontFace(family, `url(${JSON.stringify(url)})`, { weight, style });
    // Pictures that leave the page carry their fonts with them, and a face does not say from where it is.
    Object.assign(font, { from: url });
    const late = new Promise<void>((done) => setTimeout(done, patience));
    // The page knows it only once it is there: text that is shown without must not be set anew, and Chromium would not
    // use one with "optional" that took longer than a tenth of a second, though the cell has waited for it.
    const inTime = Promise.race([font.load(), late]).catch(() => {});
    loaded = inTime.then((font) => font && document.fonts.add(font));
    loading.set(face, loaded);
  }
  return loaded;
}
