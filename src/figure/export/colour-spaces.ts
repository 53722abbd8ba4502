/** Red, green and blue of sRGB; from 0 to 1 where a screen of sRGB can show it. */
export type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/*
 * The colours of CSS Color 4 as sRGB. Matrices from its sample code: https://www.w3.org/TR/css-color-4/#color-conversion-code
 */
const xyzToLinear: Matrix = [
  [3.2409699419045226, -1.537383177570094, -0.4986107602930034],
  [-0.9692436362808796, 1.8759675015077202, 0.04155505740717559],
  [0.05563007969699366, -0.20397695888897652, 1.0569715142428786],
];
const p3ToXyz: Matrix = [
  [0.4865709486482162, 0.26566769316909306, 0.1982172852343625],
  [0.2289745640697488, 0.6917385218365064, 0.079286914093745],
  [0, 0.04511338185890264, 1.043944368900976],
];
const d50ToD65: Matrix = [
  [0.9554734527042182, -0.023098536874261423, 0.0632593086610217],
  [-0.028369706963208136, 1.0099954580058226, 0.021041398966943008],
  [0.012314001688319899, -0.020507696433477912, 1.3303659366080753],
];
const oklabToLms: Matrix = [
  [1, 0.3963377773761749, 0.2158037573099136],
  [1, -0.1055613458156586, -0.0638541728258133],
  [1, -0.0894841775298119, -1.2914855480194092],
];
const lmsToXyz: Matrix = [
  [1.2268798758459243, -0.5578149944602171, 0.2813910456659647],
  [-0.0405757452148008, 1.112286803280317, -0.0717110580655164],
  [-0.0763729366746601, -0.4214933324022432, 1.5869240198367816],
];
/** The white of D50, in which CSS measures lab(). */
const whiteD50: Rgb = [0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585];

/** From the numbers in the brackets to sRGB, by the name before them; what 100 % is of each number. */
const spaces: Readonly<Record<string, { readonly percent: Rgb; rgb(numbers: Rgb): Rgb }>> = {
  rgb: { percent: [255, 255, 255], rgb: ([r, g, b]) => [r / 255, g / 255, b / 255] },
  srgb: { percent: [1, 1, 1], rgb: (rgb) => rgb },
  "srgb-linear": { percent: [1, 1, 1], rgb: encoded },
  "display-p3": { percent: [1, 1, 1], rgb: (p3) => fromXyz(times(p3ToXyz, linear(p3))) },
  xyz: { percent: [1, 1, 1], rgb: fromXyz },
  "xyz-d65": { percent: [1, 1, 1], rgb: fromXyz },
  "xyz-d50": { percent: [1, 1, 1], rgb: (xyz) => fromXyz(times(d50ToD65, xyz)) },
  oklab: { percent: [1, 0.4, 0.4], rgb: fromOklab },
  oklch: { percent: [1, 0.4, 360], rgb: (lch) => fromOklab(rectangular(lch)) },
  lab: { percent: [100, 125, 125], rgb: fromLab },
  lch: { percent: [100, 150, 360], rgb: (lch) => fromLab(rectangular(lch)) },
};

/** A colour as browsers compute it; undefined where the text is none, or one of a space that is not known here. */
export function readColour(
  text: string,
): { readonly rgb: Rgb; readonly opacity: number } | undefined {
  const [, name, inside] = /^([a-z]+)\(([^()]*)\)$/.exec(text.trim()) ?? [];
  if (inside === undefined) return undefined;
  const words = inside.split(/[\s,/]+/).filter((word) => word !== "");
  const space = spaces[name === "color" ? words.shift()! : name.replace(/^rgba$/, "rgb")];
  if (space === undefined || words.length < 3) return undefined;
  const number = (word: string, percent: number): number =>
    word === "none" ? 0 : (Number.parseFloat(word) * (word.endsWith("%") ? percent : 100)) / 100;
  const [a, b, c] = space.percent.map((percent, i) => number(words[i], percent));
  const opacity = words[3] === undefined ? 1 : number(words[3], 1);
  return [a, b, c, opacity].every(Number.isFinite)
    ? { rgb: space.rgb([a, b, c]), opacity }
    : undefined;
}

function times(matrix: Matrix, [x, y, z]: Rgb): Rgb {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a, b, c];
}

function each(numbers: Rgb, change: (number: number) => number): Rgb {
  const [a, b, c] = numbers.map(change);
  return [a, b, c];
}

/** Hue and chroma as two axes. */
function rectangular([lightness, chroma, hue]: Rgb): Rgb {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

function fromOklab(oklab: Rgb): Rgb {
  return fromXyz(
    times(
      lmsToXyz,
      each(times(oklabToLms, oklab), (root) => root ** 3),
    ),
  );
}

function fromLab([lightness, a, b]: Rgb): Rgb {
  const y = (lightness + 16) / 116;
  const [epsilon, kappa] = [216 / 24389, 24389 / 27];
  const [x, bright, z] = each([a / 500 + y, y, y - b / 200], (f) =>
    f ** 3 > epsilon ? f ** 3 : (116 * f - 16) / kappa,
  );
  const white: Rgb = [x * whiteD50[0], bright * whiteD50[1], z * whiteD50[2]];
  return fromXyz(times(d50ToD65, white));
}

function fromXyz(xyz: Rgb): Rgb {
  return encoded(times(xyzToLinear, xyz));
}

/** Light to sRGB's levels. */
function encoded(light: Rgb): Rgb {
  return each(light, (value) => {
    const size = Math.abs(value);
    return size > 0.0031308
      ? Math.sign(value) * (1.055 * size ** (1 / 2.4) - 0.055)
      : 12.92 * value;
  });
}

/** Levels of sRGB, which are Display P3's too, to light. */
function linear(levels: Rgb): Rgb {
  return each(levels, (value) => {
    const size = Math.abs(value);
    return size > 0.04045 ? Math.sign(value) * ((size + 0.055) / 1.055) ** 2.4 : value / 12.92;
  });
}
