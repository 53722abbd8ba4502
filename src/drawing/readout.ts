/** A named number: shown with few digits, exact in its `<data>`. It does not speak: the figures do. */
export function readout(name: string): {
  readonly output: HTMLOutputElement;
  show(value: number, text: string): void;
} {
  const output = document.createElement("output");
  output.name = name;
  output.className = "readout";
  output.setAttribute("aria-live", "off");
  const data = document.createElement("data");
  output.append(data);
  return {
    output,
    show: (value, text) => {
      data.value = String(value);
      data.textContent = text;
    },
  };
}
