// What an element fetches once it is near the window, whatever its cell.
export { loadFonts } from "./fonts";
export { LiveScope } from "./live-scope";
export { sheets } from "./sheets";
