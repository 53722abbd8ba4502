import { describe } from "vitest";
import { Sources } from "../../src/notebook/sources";
import { readNotebook, testReading } from "./support/reading";

const sources = new Sources(process.cwd());

describe.each(sources.names())("the page of %s", (name) =>
  testReading(readNotebook(sources, name)),
);
