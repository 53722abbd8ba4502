/** Where the site will be, as `SITE_URL` says, with a slash at its end; undefined where that is not set. */
export function siteUrl(): string | undefined {
  const { SITE_URL: site } = process.env;
  return site ? new URL(site.endsWith("/") ? site : `${site}/`).href : undefined;
}
