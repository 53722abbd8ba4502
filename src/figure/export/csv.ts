import type { Table } from "../columns";
import { float32Text } from "./float32-text";

/** A table as CSV after RFC 4180: a row of names first, lines that end in CR LF, float32 numbers in full. */
export function csvText({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value: string | number): string {
  if (typeof value === "number") return float32Text(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
