import type { CellAddress } from "./address-request";

/** Hands the reader a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; until it has, the browser needs the address.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Characters of a file's name before its ending, at most. */
const longestName = 120;

/** A name that says what is in the file: the cell and the reader's settings, "lookup-trace-x=7.3.svg". */
export function fileName({ cell, settings }: CellAddress, ending: string): string {
  const texts = Object.entries(settings).map(([name, text]) => `-${name}=${text}`);
  const name = `${cell}${texts.join("")}`.replace(/[^\w.,=+-]/g, "_");
  return `${name.slice(0, longestName)}.${ending}`;
}
