/*
 * Where a page's policy says require-trusted-types-for 'script', the browser takes neither HTML nor the address of a
 * worker but from a policy with a name: ours is "lookup". What goes through it is our own, made when the notebooks are
 * built. https://www.w3.org/TR/trusted-types/
 */

interface Policy {
  createHTML(html: string): string;
  createScriptURL(address: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const name = "lookup";
const rules: Policy = { createHTML: (html) => html, createScriptURL: (address) => address };
let policy: Policy | undefined;

/** @throws Error if the page's policy does not allow ours */
function trusted(): Policy {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  try {
    policy ??= trustedTypes?.createPolicy(name, rules) ?? rules;
  } catch {
    throw new Error(
      `This page requires trusted types and does not allow those of this (trusted-types ${name} in its policy).`,
    );
  }
  return policy;
}

/**
 * The nodes of HTML that was made when the notebooks were built, or here of escaped text.
 * @throws Error if the page's policy does not allow it
 */
export function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = trusted().createHTML(html);
  return template.content;
}

/**
 * The address of a script, as a worker wants it.
 * @throws Error if the page's policy does not allow it
 */
export function scriptAddress(address: string): string {
  return trusted().createScriptURL(address);
}
