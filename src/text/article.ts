/** A kind of token with its indefinite article, by how its first letters are spoken: `an NVIDIA API key`. */
export function withArticle(label: string): string {
  return `${/^(?:[AEIO]|NVIDIA|npm)/.test(label) ? "an" : "a"} ${label}`;
}
