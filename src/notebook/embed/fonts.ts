import sans from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import italic from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2?url";
import serif from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url";

/**
 * Makes the site's fonts known to the page, under names of our own: a shadow root can have none to itself.
 * The browser fetches a font when a text first uses it, and does without one that is late.
 */
export function registerFonts(): void {
  const add = (family: string, url: string, weight: string, style = "normal"): void => {
    const descriptors: FontFaceDescriptors = { weight, style, display: "optional" };
    document.fonts.add(new FontFace(family, `url(${JSON.stringify(url)})`, descriptors));
  };
  add("Lookup Sans", sans, "100 900");
  add("Lookup Serif", serif, "200 900");
  add("Lookup Serif", italic, "200 900", "italic");
}
