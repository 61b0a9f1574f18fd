export interface Chart {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

export function drawing(charts: readonly Chart[]): string;
