/** Whether a flag of HTML is set: it is there, and does not say "false", as frameworks write what is not. */
export function isOn(attribute: string | null): boolean {
  return attribute !== null && attribute !== "false";
}
