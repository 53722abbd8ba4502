import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import { escapeHtml } from "../escape-html.ts";

const typescript = parser.configure({ dialect: "ts" });

/** TypeScript as HTML, with the classes "tok-keyword", "tok-string" … of @lezer/highlight. */
export function highlight(code: string): string {
  let html = "";
  highlightCode(
    code,
    typescript.parse(code),
    classHighlighter,
    (text, classes) => {
      html += classes ? `<span class="${classes}">${escapeHtml(text)}</span>` : escapeHtml(text);
    },
    () => {
      html += "\n";
    },
  );
  return html;
}
