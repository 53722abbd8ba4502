/** A name that an import declares. */
export interface ImportedName {
  readonly local: string;
  /** "default", "*", or the exported name. */
  readonly imported: string;
  readonly from: string;
  readonly typeOnly: boolean;
  /** Offset in the notebook. */
  readonly offset: number;
}

/** A static import; its text is `source.slice(start, end)` of the notebook. */
export interface ImportDeclaration {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly names: readonly ImportedName[];
}

/** A property of the table that `declareParameters(host, { … })` is given. */
export interface DeclaredParameter {
  readonly name: string;
  /** Its `{ codec: …, initial: … }` as it stands in the notebook. */
  readonly spec: string;
}

/** A node of a program, as Vite's parser gives it. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
/** A statement at the top level of a cell. */
export interface Statement extends Syntax {
  /** The name of what it declares. */
  readonly id?: { readonly name: string };
  readonly expression?: Syntax & { readonly callee?: { readonly name?: string } };
}
export interface Program {
  readonly body: readonly Statement[];
}
export interface ImportStatement extends Syntax {
  readonly importKind?: string;
  readonly source: { readonly value: string };
  readonly specifiers: readonly (Syntax & {
    readonly importKind?: string;
    readonly local: { readonly name: string };
    readonly imported?: { readonly name?: string; readonly value?: string };
  })[];
}

interface Call {
  readonly type?: string;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly {
    readonly properties?: readonly {
      readonly key?: { readonly name?: string };
      readonly value?: Syntax;
    }[];
  }[];
}

export function readImport(
  { source, specifiers, importKind, ...node }: ImportStatement,
  start: number,
): ImportDeclaration {
  const names = specifiers.map((specifier): ImportedName => {
    const { imported } = specifier;
    return {
      local: specifier.local.name,
      imported:
        specifier.type === "ImportNamespaceSpecifier"
          ? "*"
          : specifier.type === "ImportDefaultSpecifier"
            ? "default"
            : (imported?.name ?? imported?.value ?? ""),
      from: source.value,
      typeOnly: importKind === "type" || specifier.importKind === "type",
      offset: start + specifier.start,
    };
  });
  return { start: start + node.start, end: start + node.end, from: source.value, names };
}

/** The parameters that a call of `declareParameters` declares. */
export function parametersIn(root: unknown, text: string): DeclaredParameter[] {
  const found: DeclaredParameter[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, callee, arguments: given } = value as Call;
    if (type === "CallExpression" && callee?.name === "declareParameters")
      for (const { key, value: spec } of given?.[1]?.properties ?? [])
        if (key?.name && spec)
          found.push({ name: key.name, spec: text.slice(spec.start, spec.end) });
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  return found;
}

/** Where an identifier first stands as a value: not as a property's name. */
export function firstIdentifier(root: unknown, name: string): number | undefined {
  let first: number | undefined;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const node = value as Record<string, unknown>;
    if (node.type === "Identifier" && node.name === name)
      first = Math.min(first ?? Infinity, node.start as number);
    for (const key in node) {
      const named =
        (node.type === "MemberExpression" && key === "property" && !node.computed) ||
        (node.type === "Property" && key === "key" && !node.computed && !node.shorthand);
      if (!named) visit(node[key]);
    }
  };
  visit(root);
  return first;
}
