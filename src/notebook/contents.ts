/**
 * Makes a list of contents follow the reader: the link to the section at the top of the window is
 * marked `aria-current`, and the button that opens the list on a narrow window names that section.
 * @param nav a `<nav>` with a `<button>` and links to headings by their id
 * @returns how to stop
 */
export function followReader(nav: HTMLElement): () => void {
  const button = nav.querySelector("button");
  const links = [...nav.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  const label = button?.textContent ?? "";
  let current: HTMLAnchorElement | undefined;
  let frame = 0;

  const mark = (): void => {
    frame = 0;
    const line = innerHeight * 0.3;
    let link: HTMLAnchorElement | undefined;
    for (let i = 0; i < links.length; ++i) {
      const heading = headings[i];
      if (heading !== null && heading.getBoundingClientRect().top <= line) link = links[i];
    }
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    if (button !== null) button.textContent = link?.textContent ?? label;
  };
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(mark);
  };
  const open = (opened: boolean): void => button?.setAttribute("aria-expanded", String(opened));
  const toggle = (): void => open(button?.getAttribute("aria-expanded") !== "true");
  const follow = (event: Event): void => {
    if ((event.target as Element).closest("a") !== null) open(false);
  };
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") open(false);
  };
  mark();
  addEventListener("scroll", schedule, { passive: true });
  addEventListener("resize", schedule);
  button?.addEventListener("click", toggle);
  nav.addEventListener("click", follow);
  nav.addEventListener("keydown", closeOnEscape);
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener("scroll", schedule);
    removeEventListener("resize", schedule);
    button?.removeEventListener("click", toggle);
    nav.removeEventListener("click", follow);
    nav.removeEventListener("keydown", closeOnEscape);
  };
}
