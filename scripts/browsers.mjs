/**
 * Finds the browsers that the tests drive and installs what is missing where it can:
 * Debian's packages as root, else Playwright's own download of Chromium.
 *
 *     node scripts/browsers.mjs
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const debianPackages = {
  chromium: ["chromium"],
  firefox: ["firefox-esr"],
  webkit: ["webkit2gtk-driver", "xvfb"],
};

/** Paths of the browsers' programs; undefined for those that the machine lacks. */
export function findBrowsers() {
  return { chromium: findChromium(), firefox: findFirefox(), webkit: findWebkit() };
}

/** Installs the browsers that are missing, as far as this machine lets us, and returns what is there then. */
export function installBrowsers() {
  const missing = Object.entries(findBrowsers())
    .filter(([, found]) => found === undefined)
    .map(([name]) => name);
  if (missing.length === 0) return findBrowsers();
  console.log(`Browsers to install: ${missing.join(", ")}`);
  if (process.getuid?.() === 0 && onPath("apt-get") !== undefined) {
    run("apt-get", ["update", "-qq"]);
    for (const name of missing) run("apt-get", ["install", "-y", "-qq", ...debianPackages[name]]);
  }
  if (findChromium() === undefined) {
    run(process.execPath, [
      join("node_modules", "playwright-core", "cli.js"),
      "install",
      "chromium",
    ]);
  }
  return findBrowsers();
}

/** Chromium with WebGL on the software renderer, so that every machine gives the same, and nothing that calls home. */
export function launchChromium() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("Chromium was not found: npm run browsers");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      // What is no WebGL is drawn without the software renderer, which would take most of the processor's time.
      "--disable-gpu-compositing",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      "--no-first-run",
    ],
  });
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const downloaded = chromium.executablePath();
  return (
    onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable") ??
    firstThere(
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      downloaded,
    )
  );
}

function findFirefox() {
  return (
    process.env.FIREFOX ??
    onPath("firefox-esr", "firefox") ??
    firstThere("/Applications/Firefox.app/Contents/MacOS/firefox")
  );
}

/** WebKitGTK's driver, its MiniBrowser, and a virtual display to show it on. */
function findWebkit() {
  const driver = onPath("WebKitWebDriver");
  const display = onPath("Xvfb");
  const browser = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec"]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith("webkit2gtk-"))
        .map((name) => join(folder, name, "MiniBrowser")),
    )
    .find((path) => existsSync(path));
  return driver && display && browser ? { driver, display, browser } : undefined;
}

function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
}

function firstThere(...paths) {
  return paths.find(executable);
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) console.warn(`${command} ${args.join(" ")} ended with ${status}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, found] of Object.entries(installBrowsers())) {
    console.log(
      `${name}: ${found === undefined ? "not found, its tests are skipped" : JSON.stringify(found)}`,
    );
  }
}
