// Serves the notebooks, prints where, and opens a browser where there is a screen: npm start
import { env, platform } from "node:process";
import { createServer } from "vite";

const server = await createServer();
await server.listen();
server.printUrls();
server.bindCLIShortcuts({ print: true });
const screen = platform === "darwin" || platform === "win32" || env.DISPLAY || env.WAYLAND_DISPLAY;
if (screen && !env.CI) server.openBrowser();
