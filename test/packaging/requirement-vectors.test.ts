// Requirements and specifiers beside what PyPA's own reader makes of them.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRequirement } from "../../src/packaging/requirement.ts";
import { parseSpecifiers, type Specifier } from "../../src/packaging/specifier.ts";
import { allowsSome, seriesOf } from "../../src/packaging/version-range.ts";

interface Read {
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifiers: readonly string[];
  readonly url: boolean;
  readonly marker: boolean;
}

interface Vectors {
  readonly requirements: readonly { readonly text: string; readonly read: Read | null }[];
  readonly releases: readonly {
    readonly specifiers: string;
    readonly release: string;
    readonly accepts: boolean;
    readonly allowsOlder: boolean;
  }[];
  readonly pythons: readonly { readonly requires: string; readonly python: string; readonly allowed: boolean }[];
}

const { requirements, releases, pythons }: Vectors = JSON.parse(
  readFileSync(new URL("../vectors/requirements.json", import.meta.url), "utf8"),
);

function ownRead(text: string): Read | null {
  const requirement = parseRequirement(text);
  if (typeof requirement === "string") return null;
  const { name, extras, specifiers, url, marker } = requirement;
  return {
    name,
    extras: [...new Set(extras)].sort(),
    specifiers: [...new Set(specifiers.map(written))].sort(),
    url: url !== null,
    marker: marker !== null,
  };
}

function written({ operator, version, wildcard }: Specifier): string {
  return operator + version + (wildcard ? ".*" : "");
}

function specifiersOf(text: string): readonly Specifier[] {
  const specifiers = parseSpecifiers(text);
  if (typeof specifiers === "string") throw new Error(`${text}: ${specifiers}`);
  return specifiers;
}

describe("parseRequirement", () => {
  test("reads what packaging reads, as it does", () => {
    const different = requirements.filter(({ text, read }) => JSON.stringify(ownRead(text)) !== JSON.stringify(read));
    // pip cuts the marker off before it asks packaging: it may be empty, and a blank of any kind may stand in front of the name.
    const kinder = different.filter(({ read }) => read === null).map(({ text }) => text);
    expect(kinder).toEqual(["torch >= 2 ; ", "torch>=2;", "\u00a0torch"]);
    // packaging takes anything behind `@`; pip then asks for a scheme.
    const stricter = different.filter(({ read }) => read !== null);
    expect(stricter.map(({ text }) => parseRequirement(text))).toEqual(stricter.map(() => "url"));
    expect(stricter.filter(({ text }) => /@\s*[a-z+]+:/.test(text))).toEqual([]);
  });

  test("meets enough of both kinds", () => {
    expect(requirements).toHaveLength(561);
    expect(requirements.filter(({ read }) => read !== null).length).toBeGreaterThan(180);
    expect(requirements.filter(({ read }) => read === null).length).toBeGreaterThan(180);
    expect(requirements.filter(({ read }) => read?.marker).length).toBeGreaterThan(30);
  });
});

describe("allowsSome", () => {
  test("knows which releases a pin leaves", () => {
    const wrong = releases.filter(({ specifiers, release, accepts, allowsOlder }) => {
      const read = specifiersOf(specifiers);
      return (
        allowsSome(read, { from: release, below: null }) !== accepts ||
        allowsSome(read, { from: null, below: release }) !== allowsOlder
      );
    });
    expect(wrong).toEqual([]);
    expect(releases.filter(({ accepts }) => !accepts).length).toBeGreaterThan(40);
    expect(releases.filter(({ allowsOlder }) => !allowsOlder).length).toBeGreaterThan(40);
  });

  test("knows which Pythons a project leaves", () => {
    const wrong = pythons.filter(({ requires, python, allowed }) => {
      const series = seriesOf(python);
      return series === null || allowsSome(specifiersOf(requires), series) !== allowed;
    });
    expect(wrong).toEqual([]);
    expect(pythons.filter(({ allowed }) => !allowed).length).toBeGreaterThan(40);
  });
});
