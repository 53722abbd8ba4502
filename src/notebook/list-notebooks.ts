import type { Listed } from "./compile/listing.ts";
import type { Sources } from "./sources.ts";

/**
 * All notebooks of a site in the order of reading, as one of its pages leads to them.
 * @param root address of the site's root, relative to the page: "./" or "../"
 * @param current the notebook whose page it is, if it is one's
 */
export function listNotebooks(sources: Sources, root: string, current?: string): Listed[] {
  return sources.inOrder().map((name) => {
    const { title, description } = sources.read(sources.fileOf(name));
    const still = sources.still(name);
    return {
      href: `${root}${sources.pageOf(name).slice(2)}`,
      title,
      current: name === current,
      ...(description !== undefined && { description }),
      ...(still !== undefined && { still }),
    };
  });
}
