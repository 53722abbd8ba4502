import text from "/@embed/styles.css?inline";

/**
 * The texts of the sheets of a living cell.
 * @param own the text of a notebook's own
 */
export function sheets(own = ""): readonly string[] {
  return [text, own].filter((each) => each !== "");
}
