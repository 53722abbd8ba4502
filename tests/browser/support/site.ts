import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".safetensors": "application/octet-stream",
};

/** The headers that a site's `_headers` gives to a path from its root: of hosts' formats, what ours needs. */
export function hostHeaders(rules: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of rules.split("\n")) {
    const [, name, value] = /^\s+([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name && value && applies) headers[name.toLowerCase()] = value;
    else if (line.startsWith("/")) applies = path.startsWith(line.replace(/\*$/, ""));
  }
  return headers;
}

/** The built site, served from a folder of a server that has nothing else. */
export interface Site {
  /** Ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `dist/` under `/some/folder/`, so that a path that is not relative fails, with the headers of its `_headers`.
 * @param headers to send with each file besides its type
 */
export async function serveSite(
  root = "dist",
  headers: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const prefix = "/some/folder/";
  const rulesFile = join(root, "_headers");
  // Looked up with each request: a site may be built for the address where it is served.
  const rules = (): string => (existsSync(rulesFile) ? readFileSync(rulesFile, "utf8") : "");
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      if (!path.startsWith(prefix)) throw new Error("not of the site");
      const name = normalize(decodeURIComponent(path.slice(prefix.length)));
      const file = join(root, name === "." || name.endsWith("/") ? join(name, "index.html") : name);
      const body = await readFile(file);
      response.writeHead(200, {
        ...hostHeaders(rules(), `/${name}`),
        ...headers,
        "content-type": types[extname(file)] ?? "application/octet-stream",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
