/** Attributes of `<lookup-cell>` itself. */
const own = ["notebook", "cell", "scope", "code", "controls", "menu"];
/** Attributes that HTML gives to every element. */
const common = `accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint
  exportparts hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce part popover
  role slot spellcheck style tabindex title translate`;
const options = new Set([...own, ...common.split(/\s+/)]);

/** Whether an attribute can be a parameter: it is neither ours, nor of HTML, nor of a library ("data-…", "v-…", "@…"). */
export function isParameter(name: string): boolean {
  return !options.has(name) && /^[a-z][a-z0-9]*$/.test(name) && !name.startsWith("on");
}

/** The parameters that an element's attributes name. */
export function givenParameters(element: Element): Record<string, string> {
  const given = [...element.attributes].filter(({ name }) => isParameter(name));
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}
