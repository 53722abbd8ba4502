import { svg } from "./svg";

/** A formula as SVG text: italic, with "_i" set as a subscript: `formula("a_i·∂f/∂a_i")`. */
export function formula(text: string): SVGTSpanElement {
  const element = svg("tspan", { class: "fig-formula" });
  let lowered = false;
  for (const part of text.split(/(_\w)/).filter((each) => each !== "")) {
    const subscript = part.startsWith("_");
    const dy = subscript === lowered ? undefined : subscript ? 3 : -3;
    element.append(
      subscript
        ? svg("tspan", { class: "fig-subscript", dy }, part.slice(1))
        : svg("tspan", { dy }, part),
    );
    lowered = subscript;
  }
  // What follows stands on the line again.
  if (lowered) element.append(svg("tspan", { dy: -3 }, "\u200b"));
  return element;
}
