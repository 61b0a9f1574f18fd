// A page on which a project is pasted and checked. Everything happens here: the page's Content-Security-Policy lets nothing out.
import { check, type Diagnostic, formatReport } from "fal-lint";
import { python } from "fal-lint/python";
import { Editor } from "./editor.ts";
import { byId } from "./elements.ts";
import { example, exampleInPython } from "./example.ts";
import { type FindingActions, findingItem } from "./findings.ts";
import { openFolder } from "./folder.ts";
import { checkArguments, type Document, type Project } from "./project.ts";
import { uploadLists } from "./uploads.ts";

const parts = {
  documents: byId("documents", HTMLElement),
  listing: byId("listing", HTMLTextAreaElement),
  heading: byId("findings-heading", HTMLElement),
  summary: byId("summary", HTMLElement),
  findings: byId("findings", HTMLElement),
  uploads: byId("uploads", HTMLElement),
  manifest: byId("manifest", HTMLTextAreaElement),
};

/** The first is what is checked, and so are Python modules. */
let editors: readonly Editor[] = [];

function project(): Project {
  const [main = example.main, ...others] = editors.map(({ document }) => document);
  const listing = parts.listing.value;
  return { main, others, listing: listing.trim() === "" ? null : listing };
}

function show({ main, others, listing }: Project): void {
  editors = [new Editor(main, false, checkSoon), ...others.map((one) => new Editor(one, true, checkSoon))];
  parts.documents.replaceChildren(...editors.map((editor) => editor.element));
  parts.listing.value = listing ?? "";
  checkNow();
}

function checkNow(): void {
  const current = project();
  const results = checkArguments(current, new Date(), python).map((given) => check(...given));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  const manifests = results.flatMap((result) => result.manifests);
  for (const editor of editors) {
    editor.mark(diagnostics.filter(({ file }) => file === editor.document.path));
  }
  parts.findings.replaceChildren(...diagnostics.map((diagnostic) => findingItem(diagnostic, actions)));
  parts.uploads.replaceChildren(...uploadLists(manifests, current.listing !== null));
  parts.manifest.value = JSON.stringify(manifests, null, 2);
  // The last line of a report says what was checked, and what came out.
  const summary = formatReport(results, "compact").trimEnd().split("\n").at(-1) ?? "";
  if (parts.summary.textContent !== summary) parts.summary.textContent = summary;
}

let timer = 0;

function checkSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(checkNow, 150);
}

const actions: FindingActions = {
  jump: (file, range) => editorOf(file)?.select(range),
  fix: ({ edits }) => {
    for (const editor of editors) {
      const { path, text } = editor.document;
      const own = edits.filter(({ file }) => file === path);
      if (own.length > 0) editor.replace(applied(own, text));
    }
    checkNow();
    // The button is gone.
    parts.heading.focus();
  },
};

function editorOf(file: string): Editor | undefined {
  return editors.find(({ document }) => document.path === file);
}

/** The text after the edits, which do not overlap. */
function applied(edits: NonNullable<Diagnostic["fix"]>["edits"], text: string): string {
  const lastFirst = [...edits].sort((a, b) => b.range.start.offset - a.range.start.offset);
  return lastFirst.reduce(
    (before, { range, text: inserted }) =>
      before.slice(0, range.start.offset) + inserted + before.slice(range.end.offset),
    text,
  );
}

const empty: readonly Document[] = ["app.py", "Dockerfile", ".dockerignore"].map((path) => ({ path, text: "" }));

byId("example", HTMLButtonElement).addEventListener("click", () => show(example));
byId("python", HTMLButtonElement).addEventListener("click", () => show(exampleInPython));
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  show({ main: { path: "pyproject.toml", text: "" }, others: empty, listing: null });
});
byId("add", HTMLButtonElement).addEventListener("click", () => {
  const editor = new Editor({ path: "name of the file", text: "" }, true, checkSoon);
  editors = [...editors, editor];
  parts.documents.append(editor.element);
  checkNow();
  editor.focus();
});
const folder = byId("folder", HTMLInputElement);
folder.addEventListener("change", async () => show(await openFolder(folder.files ?? [])));
parts.listing.addEventListener("input", checkSoon);

show(example);
