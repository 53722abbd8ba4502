/** A caption that keeps the room that it once took at a width, lest the page jump when its words change length. */
export interface Caption {
  readonly element: HTMLElement;
  write(title: string, text: string): void;
  close(): void;
}

export function caption(): Caption {
  const element = document.createElement("figcaption");
  const heading = document.createElement("strong");
  const words = document.createElement("span");
  element.append(heading, " ", words);
  let taken = { width: 0, height: 0 };
  const sizes = new ResizeObserver((entries) => {
    const { width, height } = entries[entries.length - 1].contentRect;
    if (width !== taken.width && element.style.minHeight !== "") {
      taken = { width, height: 0 };
      element.style.minHeight = "";
      return;
    }
    if (height <= taken.height) return;
    taken = { width, height };
    element.style.minHeight = `${height}px`;
  });
  sizes.observe(element);
  return {
    element,
    write(title, text) {
      if (heading.textContent !== title) heading.textContent = title;
      words.textContent = text;
    },
    close: () => sizes.disconnect(),
  };
}
