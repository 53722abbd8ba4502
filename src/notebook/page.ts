import { followReader } from "./contents";
import type { Notebook } from "./definition";
import { mount } from "./mount";
import { pageHost } from "./page-host";

/** A notebook's page of the site. */
export interface Page {
  /** Takes in an edited notebook. */
  update(notebook: Notebook): void;
  dispose(): void;
}

/** Opens a notebook on the page that the build has made of it. */
export function openPage(notebook: Notebook): Page {
  const element = document.querySelector("main") ?? document.body;
  const contents = document.querySelector<HTMLElement>("nav.contents");
  const host = pageHost(element, notebook.name);
  const mounted = mount(notebook, element, host);
  const stopFollowing = contents ? followReader(contents) : undefined;
  return {
    update: mounted.update,
    dispose() {
      mounted.dispose();
      stopFollowing?.();
      host.dispose();
    },
  };
}
