// Modules that the build of the package writes.

/** What the build knows of the notebooks: see src/embed/vite.ts. */
declare module "virtual:notebooks" {
  export const notebooks: import("../embed/catalogue").Catalogue["notebooks"];
}

/** The addresses of the files that cells ask for, by their paths in the site: see ./vite.ts. */
declare module "virtual:assets" {
  export const assets: Readonly<Record<string, string>>;
}
