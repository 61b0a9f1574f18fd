export type Cell = string | number;

export interface Section {
  readonly title: string;
  readonly text: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export function shown(number: number): string;
export function page(machine: Readonly<Record<string, string>>, sections: readonly Section[]): string;
export function sectionText(section: Section): string;
