import { scriptAddress } from "./trusted";

/** What to say where the page's policy has no place for the workers of another origin. */
const forbidden =
  "This page does not allow workers from blob: addresses (worker-src blob: in its policy), which this needs.";

/** Addresses of scripts of our own origin's making that import a script of another, by its address. */
const shims = new Map<string, string>();
let blocked = false;

/**
 * Starts a module as a worker, also where it comes from another origin than the page, as in an embed: browsers
 * take a worker's script from the page's own origin alone, but that may import the other's. A sandboxed frame has an
 * origin that is nobody's, whatever its address says.
 * @throws Error where the browser says at once that there can be none; others tell the worker of an error
 */
export function startModuleWorker(url: string): Worker {
  const { href, origin } = new URL(url, document.baseURI);
  const sameOrigin = origin === self.origin;
  try {
    return sameOrigin
      ? new Worker(scriptAddress(href), { type: "module" })
      : // A module from a blob: address does not start where the page has no origin; a script that imports one does.
        new Worker(scriptAddress(shimOf(href)));
  } catch (error) {
    // WebKit refuses it at once, and tells of the policy later.
    throw sameOrigin || (error as Error).name !== "SecurityError" ? error : new Error(forbidden);
  }
}

/** Why a worker that has failed without a word could not be started, if that is known. */
export function workerProblem(): string | undefined {
  return blocked ? forbidden : undefined;
}

/**
 * In the worker: keeps what the page says until the module listens. It is imported dynamically, since a policy holds
 * what a worker imports statically to be a worker too, not a script.
 */
const shimScript = `(module) => {
  const early = [];
  const keep = ({ data }) => early.push(data);
  addEventListener("message", keep);
  module.then(() => {
    removeEventListener("message", keep);
    for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
  }, (error) => setTimeout(() => { throw error; }));
}`;

/** It is kept for the next worker, and so never revoked. */
function shimOf(url: string): string {
  let shim = shims.get(url);
  if (shim === undefined) {
    const script = `(${shimScript})(import(${JSON.stringify(url)}))`;
    shim = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    shims.set(url, shim);
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      blocked ||= effectiveDirective === "worker-src" && blockedURI.startsWith("blob");
    });
  }
  return shim;
}
