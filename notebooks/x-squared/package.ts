// What `mlp-lookup/x-squared` offers; `figures`, `network` and `training` of the package, which were before, offer it as well.

export * from "./package/figures";
export * from "./package/network";
export * from "./package/training";
