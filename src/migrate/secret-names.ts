/** Names of fal secrets: one for one value, whatever it is called for, and another for another value. */
export class SecretNames {
  /** What each name stands for. Nothing of it comes out. */
  readonly #held = new Map<string, string>();
  /** The names that were given, by what was wanted for which value. */
  readonly #given = new Map<string, string>();
  /** The number to try next for a name that is taken. */
  readonly #numbers = new Map<string, number>();

  /** `held`: the same for the same secret, and for no other. Without it the name itself is one that exists. */
  nameFor(wanted: string, held: string = wanted): string {
    const wish = `${wanted} ${held}`;
    const name = this.#given.get(wish) ?? this.#free(wanted, held);
    this.#given.set(wish, name);
    this.#held.set(name, held);
    return name;
  }

  #free(wanted: string, held: string): string {
    let name = wanted;
    let number = this.#numbers.get(wanted) ?? 2;
    for (; (this.#held.get(name) ?? held) !== held; number++) name = `${wanted}_${number}`;
    this.#numbers.set(wanted, number);
    return name;
  }
}
