import { followReader } from "./contents";
import type { Notebook } from "./definition";
import { mount } from "./mount";
import { pageHost } from "./page-host";
import { showCode } from "./show-code";

/** A notebook's page of the site. */
export interface Page {
  /** Takes in an edited notebook. */
  update(notebook: Notebook): void;
  dispose(): void;
}

/** Opens a notebook on the page that the build has made of it. */
export function openPage(notebook: Notebook): Page {
  // The page itself says so where this was never reached.
  document.documentElement.dataset.runs = "";
  const element = document.querySelector("main") ?? document.body;
  const contents = document.querySelector<HTMLElement>("nav.contents");
  const host = pageHost(element, notebook.name);
  const mounted = mount(notebook, element, host);
  const stopFollowing = contents ? followReader(contents) : undefined;
  const box = document.querySelector<HTMLInputElement>(".show-code input");
  const stopShowing = box ? showCode(box, element) : undefined;
  return {
    update: mounted.update,
    dispose() {
      mounted.dispose();
      stopFollowing?.();
      stopShowing?.();
      host.dispose();
    },
  };
}
