/** What to say where the page's policy has no place for the workers of another origin. */
const forbidden =
  "This page does not allow workers from blob: addresses (worker-src blob: in its policy), which training needs.";

/** Addresses of scripts of our own origin's making that import a script of another, by its address. */
const shims = new Map<string, string>();
let blocked = false;

/**
 * Starts a module as a worker, also where it comes from another origin than the page, as in an embed: browsers
 * take a worker's script from the page's own origin alone, but that may import the other's.
 */
export function startModuleWorker(url: string): Worker {
  const sameOrigin = new URL(url, location.href).origin === location.origin;
  return new Worker(sameOrigin ? url : shimOf(url), { type: "module" });
}

/** Why a worker that has failed without a word could not be started, if that is known. */
export function workerProblem(): string | undefined {
  return blocked ? forbidden : undefined;
}

/** It is kept for the next worker, and so never revoked. */
function shimOf(url: string): string {
  let shim = shims.get(url);
  if (shim === undefined) {
    const script = new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" });
    shim = URL.createObjectURL(script);
    shims.set(url, shim);
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      blocked ||= effectiveDirective === "worker-src" && blockedURI.startsWith("blob");
    });
  }
  return shim;
}
