import type { Host, NoticeOptions } from "../notebook/host";
import { type NoticeBoard, noticeBoard } from "../notebook/notice";
import type { Parameter } from "../notebook/parameter";
import { type Setting, settingsOf, unknownParameters } from "../notebook/parameters";
import type { EmbeddedCell } from "./catalogue";
import type { LiveScope, ShownCell } from "./live-scope";

/** An element of a scope. */
export interface Member extends HTMLElement {
  /** The parameters that its attributes name. */
  given(): Readonly<Record<string, string>>;
  /** Carries what it shows, in its shadow root. */
  readonly box: HTMLElement;
  /** Shows the notices of its scope; returns false where it does not live. */
  take(notices: HTMLElement): boolean;
}

/** Where a scope's notebook comes from. */
export interface ScopeSource {
  readonly notebook: string;
  /** Names of the notebook's parameters. */
  readonly parameters: readonly string[];
  /** The address of a file of the site, from its path there. */
  asset(path: string): URL;
}

/** What the elements of one scope share: the parameters of a notebook, and its cells that run. */
export class Scope {
  readonly members = new Set<Member>();
  readonly #source: ScopeSource;
  readonly #ended: () => void;
  readonly #noticesHolder = document.createElement("div");
  readonly #notices: NoticeBoard = noticeBoard(this.#noticesHolder);
  /** Parameters that were set before the notebook has declared them. */
  readonly #early = new Map<string, string>();
  #parameters: ReadonlyMap<string, Parameter<unknown>> | undefined;
  #live: LiveScope | undefined;
  #quiet = false;
  #omitted = (): string | undefined => undefined;

  /** @param ended told when the last element has left */
  constructor(source: ScopeSource, ended: () => void) {
    this.#source = source;
    this.#ended = ended;
  }

  /** Takes in an element. Where the notebook runs already, it sets the parameters that no other element names. */
  join(member: Member): void {
    if (this.#parameters !== undefined) {
      const named = new Set([...this.members].flatMap((each) => Object.keys(each.given())));
      for (const [name, text] of Object.entries(member.given()))
        if (!named.has(name)) this.setText(name, text, member);
    }
    this.members.add(member);
  }

  /** Lets an element go, and ends everything with the last one. */
  leave(member: Member): void {
    this.members.delete(member);
    if (this.members.size > 0) {
      this.placeNotices();
      return;
    }
    this.#live?.dispose();
    this.#notices.dispose();
    this.#ended();
  }

  /** Shows a cell in one of the elements. @throws Error as LiveScope does */
  show(cell: EmbeddedCell, live: typeof LiveScope): ShownCell {
    this.#live ??= new live(this.#host());
    return this.#live.show(cell);
  }

  /** The parameters as they stand; none until the notebook has declared them. */
  settings(): Setting[] {
    return settingsOf(this.#parameters ?? new Map());
  }

  /** What no link to the notebook can carry: see `CellAddress`. */
  omitted(): string | undefined {
    return this.#omitted();
  }

  /** The value of a parameter; undefined until the notebook has declared it. */
  value(name: string): unknown {
    return this.#parameters?.get(name)?.value;
  }

  /**
   * Sets a parameter from its text, or to its initial value.
   * @param by the element that asks for it, in which a notice says what is wrong with that
   */
  setText(name: string, text: string | undefined, by: Member): void {
    const { parameters } = this.#source;
    const complain = (message: string): void => {
      by.take(this.#noticesHolder);
      this.#notices.show(message, { key: name });
    };
    if (!parameters.includes(name)) {
      complain(unknownParameters([name], parameters));
      return;
    }
    const parameter = this.#parameters?.get(name);
    if (parameter === undefined) {
      if (text === undefined) this.#early.delete(name);
      else this.#early.set(name, text);
      return;
    }
    this.#quiet = true;
    try {
      if (text === undefined) parameter.reset();
      else parameter.setText(text);
    } catch (error) {
      complain(`${name}=${text} ${(error as Error).message}; it stays as it is.`);
    } finally {
      this.#quiet = false;
    }
  }

  /** Puts the notices into one element, one that lives. */
  placeNotices(): void {
    if (this.#noticesHolder.isConnected) return;
    for (const member of this.members) if (member.take(this.#noticesHolder)) return;
  }

  #host(): Host {
    const scope = this;
    return {
      get element() {
        return [...scope.members][0]?.box ?? scope.#noticesHolder;
      },
      parameters: () => this.#given(),
      // The parameters are the scope's own: there is no other place to write them to.
      setParameters() {},
      adopt: (parameters) => this.#adopt(parameters),
      omits: (ask) => {
        this.#omitted = ask;
      },
      notice: (message: string, options?: NoticeOptions) => this.#notices.show(message, options),
      asset: (path) => this.#source.asset(path),
    };
  }

  /** What the elements name, the first in the document before the others, and what was set since. */
  #given(): Record<string, string> {
    const inOrder = [...this.members].sort((a, b) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    return Object.assign(
      {},
      ...inOrder.reverse().map((member) => member.given()),
      Object.fromEntries(this.#early),
    );
  }

  #adopt(parameters: ReadonlyMap<string, Parameter<unknown>>): void {
    this.#parameters = parameters;
    for (const [name, parameter] of parameters) {
      parameter.addEventListener("input", () => {
        if (this.#quiet) return;
        const detail = { name, value: parameter.value };
        for (const member of this.members)
          member.dispatchEvent(new CustomEvent("change", { bubbles: true, detail }));
      });
    }
  }
}

const scopes = new Map<string, Scope>();

/** The scope of a name, which all elements with this notebook and name share; without a name, a new one. */
export function scopeOf(source: ScopeSource, name: string | null): Scope {
  if (name === null) return new Scope(source, () => {});
  const key = JSON.stringify([source.notebook, name]);
  const scope = scopes.get(key) ?? new Scope(source, () => scopes.delete(key));
  scopes.set(key, scope);
  return scope;
}
