import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another's site, on an origin of its own, with one post. */
export interface Blog {
  /** Address of the post. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Post {
  readonly body: string;
  /** Of its Content-Security-Policy. */
  readonly policy: string;
  /** A script of the blog's own. */
  readonly script?: string;
  /** The blog's theme; without, one that thinks that it is alone. */
  readonly sheet?: string;
}

/** The strictest policy under which figures must live. */
export function strictPolicy(site: string, more = ""): string {
  const { origin } = new URL(site);
  return [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `style-src 'self' ${origin}`,
    `img-src ${origin} data: blob:`,
    `font-src ${origin}`,
    `connect-src ${origin}`,
    `frame-src ${origin}`,
    more,
  ].join("; ");
}

/** Rules of a theme that thinks that it is alone. */
const hostileSheet = `
html { font-size: 10px; }
* { all: unset; }
*, *::before, *::after { box-sizing: content-box !important; letter-spacing: 3px; }
html, body, main, p, article { display: block; }
head, style, script, template { display: none; }
body { font-family: "Comic Sans MS", cursive; color: #063; background: #fff; margin: 0 auto; max-width: 800px; }
svg { width: 30px !important; height: auto !important; fill: hotpink !important; }
svg text { font-size: 40px !important; }
button { display: none !important; }
canvas, img, figure { border: 9px solid red !important; filter: invert(1); }
table, td, th { border: 5px dotted lime; font-size: 50px; }
lookup-cell { display: inline; font: 30px fantasy; text-transform: uppercase; line-height: 4; color: red; }
:root { --ink: hotpink; --paper: lime; --sans: fantasy; --muted: lime; }
iframe { display: block; width: 100%; height: 150px; border: 0; }
#tall { display: block; height: 4000px; }
`;

/** Rules of a theme as most are: a column of text, and pictures no wider than it. */
export const plainSheet = `
body { margin: 0; font: 18px / 1.6 Georgia, serif; }
main { max-width: 720px; margin: 0 auto; padding: 0 20px; }
img { max-width: 100%; height: auto; }
`;

export async function serveBlog(post: Post): Promise<Blog> {
  const { body, policy, script = "", sheet = hostileSheet } = post;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/theme.css"><script src="/watch.js"></script></head>
<body><main>${body}</main></body></html>`;
  // What breaks the policy is noted from the start.
  const watch = `window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(event.effectiveDirective + " " + event.blockedURI));
${script}`;
  const files: Record<string, [type: string, text: string]> = {
    "/": ["text/html", html],
    "/theme.css": ["text/css", sheet],
    "/watch.js": ["text/javascript", watch],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? "/", "http://localhost").pathname];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": `${file[0]}; charset=utf-8`,
      "content-security-policy": policy,
    });
    response.end(file[1]);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
