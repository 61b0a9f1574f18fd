import type { Diagnostic, Severity } from "fal-lint";
import { element } from "./elements.ts";
import type { Document } from "./project.ts";

const severities: readonly Severity[] = ["info", "warning", "error"];

/** A text with the path that it has in the project, the numbers of its lines, and marks where something was found. */
export class Editor {
  readonly element: HTMLElement;
  readonly #path: HTMLInputElement;
  readonly #text: HTMLTextAreaElement = element("textarea", "");
  readonly #numbers = element("pre", "numbers");
  readonly #marks = element("pre", "marks");
  /** The mark that begins at an offset. */
  #places: ReadonlyMap<number, HTMLElement> = new Map();

  constructor({ path, text }: Document, isRenamable: boolean, changed: () => void) {
    this.#path = element("input", "path");
    this.#path.value = path;
    this.#path.readOnly = !isRenamable;
    // What stands here may be secret: no browser is to keep it, correct it or send it to a service that does.
    for (const field of [this.#path, this.#text]) {
      field.autocomplete = "off";
      field.autocapitalize = "off";
      field.spellcheck = false;
      field.setAttribute("autocorrect", "off");
      field.setAttribute("data-gramm", "false");
      field.addEventListener("input", () => {
        this.#label();
        changed();
      });
    }
    this.#text.wrap = "off";
    this.#text.value = text;
    this.#numbers.ariaHidden = "true";
    this.#marks.ariaHidden = "true";
    this.#label();
    this.element = element("div", "", this.#path, element("div", "editor", this.#numbers, this.#marks, this.#text));
  }

  get document(): Document {
    return { path: this.#path.value.trim().replace(/^(?:\.\/)+/, ""), text: this.#text.value };
  }

  focus(): void {
    this.#path.focus();
    this.#path.select();
  }

  /** Puts another text in the place of all, so that the browser's own undo takes it back. */
  replace(text: string): void {
    this.#text.focus();
    this.#text.select();
    if (!document.execCommand("insertText", false, text)) this.#text.value = text;
  }

  /** Selects what a finding points at, and shows it. */
  select({ start, end }: Diagnostic["range"]): void {
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(start.offset, end.offset);
    (this.#places.get(start.offset) ?? this.#text).scrollIntoView({ block: "center", inline: "nearest" });
  }

  /** Marks what was found in this text. */
  mark(found: readonly Pick<Diagnostic, "range" | "severity">[]): void {
    const text = this.#text.value;
    const lines = text.split("\n").length;
    this.#numbers.textContent = Array.from({ length: lines }, (_, index) => index + 1).join("\n");
    const places = new Map<number, HTMLElement>();
    const pieces: (Node | string)[] = [];
    let done = 0;
    for (const { start, end, severity } of stretches(found, text.length)) {
      const mark = element("span", severity, blank(text.slice(start, end)) || " ");
      pieces.push(blank(text.slice(done, start)), mark);
      places.set(start, mark);
      done = end;
    }
    this.#marks.replaceChildren(...pieces, `${blank(text.slice(done))}\n`);
    this.#places = places;
  }

  #label(): void {
    this.#path.ariaLabel = "Path of the file";
    this.#text.ariaLabel = `Text of ${this.#path.value}`;
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
}

/** What is found, without overlap, in order: where several findings lie, the worst. Each is at least one letter long. */
function stretches(found: readonly Pick<Diagnostic, "range" | "severity">[], length: number): Stretch[] {
  const spans = found.map(({ range: { start, end }, severity }) => {
    const from = Math.min(start.offset, length);
    return { start: from, end: Math.max(Math.min(end.offset, length), Math.min(from + 1, length)), severity };
  });
  const bounds = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return bounds.flatMap((start, index): Stretch[] => {
    const end = bounds[index + 1] ?? start;
    const here = spans.filter((span) => span.start <= start && (span.end > start || span.start === span.end));
    const worst = Math.max(...here.map(({ severity }) => severities.indexOf(severity)));
    const severity = severities[worst];
    return severity === undefined ? [] : [{ start, end, severity }];
  });
}

/** As wide as the text, and without its letters: what is pasted stands in the page only once. */
function blank(text: string): string {
  return text.replace(/[!-~]/g, " ");
}
