import { type Browser, launch } from "puppeteer-core";
import { findBrowsers } from "../../../scripts/browsers.mjs";

/** Firefox through WebDriver BiDi, without WebGL on machines that have no GPU. */
export function launchFirefox(): Promise<Browser> {
  const executablePath = findBrowsers().firefox;
  if (executablePath === undefined) throw new Error("Firefox was not found: npm run browsers");
  return launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      "app.update.enabled": false,
      "browser.safebrowsing.downloads.remote.enabled": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "services.settings.server": "",
      "webgl.disabled": true,
    },
  });
}
