import { type AST, RegExpParser } from "@eslint-community/regexpp";

type Element = AST.Element | AST.Alternative | AST.Pattern;

/** A text made to keep a pattern busy: `head`, `pump` many times over, `tail`. */
export interface Attack {
  readonly head: string;
  readonly pump: string;
  readonly tail: string;
}

/**
 * Texts that follow a pattern nearly to its end. Every stretch of neighbouring parts is pumped, behind what leads to it and in front of what
 * cannot follow: scslre, which only ever repeats one character, does not see what `--[\w-]*key\w*=` makes of `--keykeykey…`.
 */
export function attacksOn({ source, flags }: Pick<RegExp, "source" | "flags">): readonly Attack[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes("u") });
  const attacks = new Map<string, Attack>();
  const attack = (head: string, pump: string) => {
    if (pump === "") return;
    for (const tail of ["\u0000", "\n!"]) attacks.set(JSON.stringify([head, pump, tail]), { head, pump, tail });
  };
  for (let variant = 0; variant < 3; variant++) {
    for (const [before, stretch] of stretches(pattern)) {
      const pump = stretch.map((element) => sample(element, variant)).join("");
      attack("", pump);
      attack(before.map((element) => sample(element, variant)).join(""), pump);
    }
  }
  // Of a list of a hundred alternatives a part will do.
  const stride = Math.ceil(attacks.size / mostAttacks);
  return [...attacks.values()].filter((_, index) => index % stride === 0);
}

const mostAttacks = 200;

/** Every run of neighbours in every alternative, at most four long, with what leads to it from the beginning. */
function* stretches(
  within: Element,
  before: readonly Element[] = [],
): Generator<[readonly Element[], readonly Element[]]> {
  if ("alternatives" in within) {
    for (const alternative of within.alternatives) yield* stretches(alternative, before);
  } else if (within.type === "Quantifier") {
    yield* stretches(within.element, before);
  } else if (within.type === "Alternative") {
    for (const [index, element] of within.elements.entries()) {
      const lead = [...before, ...within.elements.slice(0, index)];
      for (let length = 1; length <= 4 && index + length <= within.elements.length; length++) {
        yield [lead, within.elements.slice(index, index + length)];
      }
      yield* stretches(element, lead);
    }
  }
}

/** A text that the element takes; the variant picks among alternatives and characters. */
function sample(element: Element, variant: number): string {
  switch (element.type) {
    case "Alternative":
      return element.elements.map((inner) => sample(inner, variant)).join("");
    case "Pattern":
    case "Group":
    case "CapturingGroup": {
      const alternative = element.alternatives[variant % element.alternatives.length];
      return alternative === undefined ? "" : sample(alternative, variant);
    }
    case "Quantifier": {
      const times = Math.min(Math.max(element.min, variant === 1 ? 2 : 1), element.max, 2000);
      return sample(element.element, variant).repeat(times);
    }
    case "Character":
      return String.fromCodePoint(element.value);
    case "CharacterClass":
    case "CharacterSet":
      return characterOf(element, variant);
    default:
      // Assertions and references take nothing of their own.
      return "";
  }
}

const probes = [..."a0 -_\"'=/.,:;#[]{}()<>@$%&*+!?\\~^`|\tAzeyZ9\u00e9\u4e2d\n\r\u0000"];

function characterOf(element: AST.CharacterClass | AST.CharacterSet, variant: number): string {
  const one = new RegExp(`^${element.raw}$`, "u");
  const taken = probes.filter((probe) => one.test(probe));
  return taken[Math.floor((variant * taken.length) / 3)] ?? "";
}
