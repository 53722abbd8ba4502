import { isParameter } from "./attributes";

// The page in an <iframe>: one cell, named by the address as by the attributes of <lookup-cell>. It touches nothing
// that a frame sandboxed to "allow-scripts" lacks: no storage, no history, no page around it but by messages.

const options = ["notebook", "cell", "code", "controls", "menu"];
/** In the address it says that the frame allows downloads: nothing else tells us. */
const downloads = "downloads";

const given = new URLSearchParams(location.search);
const element = document.createElement("lookup-cell");
// A frame without an origin of its own is sandboxed, and then lets nothing be saved or copied unless it says so.
if (self.origin === "null" && !given.has(downloads)) element.setAttribute("menu", "none");
given.delete(downloads);
for (const [name, value] of given)
  if (options.includes(name) || isParameter(name)) element.setAttribute(name, value);
document.body.append(element);

/** Tells the page around the height that the frame needs, in the words that those who embed frames listen for. */
function tellHeight(): void {
  if (element.clientHeight === 0) return; // not there yet
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  const message = { src: location.href, context: "iframe.resize", height };
  parent.postMessage(JSON.stringify(message), "*");
}

new ResizeObserver(tellHeight).observe(document.body);
