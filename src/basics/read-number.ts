/*
 * The one reader of numbers that people write, in fields, addresses and attributes.
 */

const plain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** "10,000" or "1 000": groups of three after a first that is not 0, as the page itself writes thousands. */
const grouped = /^([-+]?[1-9]\d{0,2})((?:[, ]\d{3})+)(\.\d+)?$/;
/** "3·10⁻³", as the page writes small numbers. */
const scientific = /^(.*\d)\s*[×·*]\s*10\s*\^?\s*([-+]?\d+)$/;

/**
 * The number that a text is: "0.003", "0,003", "3e-3", "3×10⁻³", "10,000", "1 000", "−2", full-width digits. A comma is
 * one of thousands where groups of three follow it, as the page writes them, and else that of decimals.
 * @returns NaN if it is none
 */
export function readNumber(text: string): number {
  const entry = text.normalize("NFKC").trim().replace(/[−–]/g, "-");
  const [, mantissa, exponent] = scientific.exec(entry) ?? [];
  const written = mantissa === undefined ? entry : `${mantissa}e${exponent}`;
  const [, first, groups, rest = ""] = grouped.exec(written) ?? [];
  const digits =
    first === undefined
      ? written.replace(/^([^,]*\d|[-+]?),(?=\d)(?!.*[.,].*[.,])/, "$1.")
      : `${first}${groups.replace(/\D/g, "")}${rest}`;
  return plain.test(digits) ? Number(digits) : Number.NaN;
}

/** The entries of a list. Where semicolons, or commas with a space after them, separate them, a comma within one is its own. */
export function listEntries(text: string): string[] {
  const separated = text.normalize("NFKC").replace(/、/g, ", ");
  const wide = /;|,\s/.test(separated);
  return separated
    .split(wide ? /\s*(?:;|,(?=\s|$))\s*/ : /[\s,]+/)
    .flatMap((entry) => (wide && grouped.test(entry) ? [entry] : entry.split(/[\s,]+/)))
    .filter((entry) => entry !== "");
}
