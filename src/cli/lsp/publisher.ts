import type { Diagnostic, PublishDiagnosticsParams } from "vscode-languageserver/node";
import type { Diagnostic as Finding } from "../../text/diagnostic.ts";
import type { OpenFiles } from "./open-files.ts";
import type { Checked, Projects, Root } from "./projects.ts";

/** What was last told about a project. */
interface Told {
  readonly root: Root;
  readonly reads: Checked["reads"];
  /** By the URI of the file that they lie in. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
}

interface Channel {
  readonly convert: (root: Root, finding: Finding) => Diagnostic;
  /** Lets a bug in one project take nothing from the others. */
  readonly attempt: (action: () => void) => void;
  readonly publish: (params: PublishDiagnosticsParams) => void;
}

/**
 * Keeps the diagnostics of every project that an open document belongs to up to date, at the files that they lie in. A project is left
 * alone once nothing of it is open.
 */
export class Publisher {
  readonly #open: OpenFiles;
  readonly #projects: Projects;
  readonly #channel: Channel;
  readonly #told = new Map<string, Told>();

  constructor(open: OpenFiles, projects: Projects, channel: Channel) {
    this.#open = open;
    this.#projects = projects;
    this.#channel = channel;
  }

  /** Tells what is new. `changed`: the URIs and places of what may be another text than before; null: anything. */
  refresh(changed: ReadonlySet<string> | null): void {
    const roots = new Map(this.#projects.rootsFor(this.#open.uris()).map((root) => [root.uri, root]));
    const stale = new Set<string>();
    for (const root of roots.values()) {
      const told = this.#told.get(root.uri);
      if (told !== undefined && changed !== null && !isAffected(told, root, changed)) continue;
      this.#channel.attempt(() => this.#tell(this.#check(root), stale));
    }
    for (const { root } of [...this.#told.values()]) {
      if (roots.has(root.uri)) continue;
      this.#tell({ root, reads: new Set(), diagnostics: new Map() }, stale);
      this.#told.delete(root.uri);
    }
    for (const uri of stale) this.#publish(uri);
  }

  #check(root: Root): Told {
    const checked = this.#projects.check(root);
    const findings = this.#isOpen(root, checked) ? checked.diagnostics : [];
    return { root, reads: checked.reads, diagnostics: this.#byUri(root, findings) };
  }

  #isOpen(root: Root, { reads }: Checked): boolean {
    return this.#open.get(root.uri) !== undefined || [...reads].some((place) => this.#open.at(place) !== undefined);
  }

  #byUri(root: Root, findings: readonly Finding[]): ReadonlyMap<string, readonly Diagnostic[]> {
    const byUri = new Map<string, Diagnostic[]>();
    for (const finding of findings) {
      const uri = this.#projects.uriOf(root, finding.file);
      const list = byUri.get(uri) ?? [];
      byUri.set(uri, list);
      list.push(this.#channel.convert(root, finding));
    }
    return byUri;
  }

  /** Remembers it, and what is to be published for it: every file with findings, now or before, and all that is open, clean or not. */
  #tell(told: Told, stale: Set<string>): void {
    const { root, reads, diagnostics } = told;
    const open = [this.#open.get(root.uri), ...[...reads].map((place) => this.#open.at(place))];
    for (const document of open) if (document !== undefined) stale.add(document.uri);
    for (const uri of this.#told.get(root.uri)?.diagnostics.keys() ?? []) stale.add(uri);
    for (const uri of diagnostics.keys()) stale.add(uri);
    this.#told.set(root.uri, told);
  }

  /** Of a file that two projects share, what both say. */
  #publish(uri: string): void {
    const diagnostics = [...this.#told.values()].flatMap((told) => told.diagnostics.get(uri) ?? []);
    const version = this.#open.get(uri)?.version;
    this.#channel.publish({ uri, diagnostics, ...(version !== undefined && { version }) });
  }
}

function isAffected({ root, reads }: Told, { uri, folder }: Root, changed: ReadonlySet<string>): boolean {
  if (changed.has(uri) || folder !== root.folder) return true;
  for (const place of changed) if (reads.has(place)) return true;
  return false;
}
