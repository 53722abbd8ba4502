/*
 * A circle in OKLab (Ottosson, "A perceptual color space for image processing", 2020): steps of one size look alike
 * all the way round. It is tilted, so that lightness tells apart what an eye that lacks a kind of cone cannot by hue. All of
 * it keeps 3:1 on the paper of both schemes.
 */
const lightness = 0.57;
const radius = 0.086;
/** Between the circle and the plane of even lightness. */
const tilt = (55 / 180) * Math.PI;
/** The hue at its brightest. */
const brightest = (160 / 180) * Math.PI;

/** The colour of a phase in radians, as `#rrggbb`: bright green at 0, blue at π/2, dark plum at π, ochre at 3π/2. */
export function cyclic(phase: number): string {
  const up = radius * Math.cos(phase);
  const across = radius * Math.sin(phase);
  const along = Math.cos(tilt) * up;
  return okLab(
    lightness + Math.sin(tilt) * up,
    along * Math.cos(brightest) - across * Math.sin(brightest),
    along * Math.sin(brightest) + across * Math.cos(brightest),
  );
}

/** A colour of OKLab that sRGB has. */
function okLab(lightness: number, a: number, b: number): string {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
  return `#${linear.map(byteOf).join("")}`;
}

/** Two hexadecimal digits of a part of light, from 0 to 1. */
function byteOf(light: number): string {
  const c = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(255 * c)
    .toString(16)
    .padStart(2, "0");
}
