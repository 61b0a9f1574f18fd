// What is shown about a place, `|`.
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { hoverDockerfile, hoverSource } from "../../src/editor/hover.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { ecrPassword } from "../rules/tokens.ts";

const now = new Date("2026-01-15T00:00:00Z");

function hover(marked: string, options: CheckOptions = {}) {
  const text = marked.replace("|", "");
  const found = hoverSource({ path: "pyproject.toml", text, options: { now, ...options } }, marked.indexOf("|"));
  return found && { about: text.slice(...found.span), markdown: found.markdown };
}

/** A password of Amazon ECR that ends at a time. */
const passwordUntil = (time: string) => ecrPassword(Date.parse(time) / 1000);

const app = "[tool.fal.apps.a]\n";

describe("a key", () => {
  test("says what it does, what it may be, since when, and where more is to be read", () => {
    expect(hover(`${app}au|th = "x"`)).toEqual({
      about: "auth",
      markdown: `**Access**

Who may call the deployed app. \`fal run\` ignores it and is public.

- \`public\`: Anyone may call it; you pay.
- \`private\`: Only you and your team may call it.
- \`shared\`: Anyone with a fal key may call it; the caller pays.

[fal's documentation](https://fal.ai/docs/api-reference/python-sdk/pyproject-toml)`,
    });
    expect(hover(`${app}|exposed_port = 1`)?.markdown).toContain("From 0 to 65535\n\nSince fal 1.73.1.");
    expect(hover(`${app}machine_type| = "XS"`)?.markdown).toMatch(/For example `"XS"`, .*deployment\/machine-types/s);
    expect(hover(`${app}no_sc|ale = true`)?.markdown).toContain("Deprecated. The opposite of `app_scale_settings`");
    expect(hover(`${app}keep_|alive = 1`)?.markdown).toContain("At least 0");
    expect(hover(`${app}private_|logs = true`)?.markdown).toContain("`true` or `false`");
    expect(hover(`${app}health_check = { me|thod = "GET" }`)?.markdown).toContain("Since fal 1.78.1.");
    expect(hover("[tool.fal-lint.severity]\npublic-|gpu = 'off'")?.markdown).toContain("Allowed: `error`, `warning`");
    expect(hover(`${app}retry_|config = {}`)?.markdown).toContain("{ server_error = { retries = 3 } }");
  });

  test.each([
    ["in a header", "[tool.fal.apps.a.im|age]", "Container image"],
    ["a dotted key", `${app}image.docker|file = "x"`, "Dockerfile"],
    ["in an inline table", `${app}image = { im|age = "x" }`, "Image reference"],
    ["of an app", "[tool.fal.apps.|a]", "App"],
    ["of fal's table", "[tool.fal.ap|ps]", "Apps"],
    ["of fal-lint's table", "[tool.fal-lint]\nig|nore = []", "Rules to leave out"],
    ["in a file that is no TOML further down", `${app}au|th = "x"\nfoo\n`, "Access"],
    ["at its value", `${app}name = "x|y"`, "Deployed name"],
  ])("%s", (_, marked, title) => {
    expect(hover(marked)?.markdown).toMatch(new RegExp(`^\\*\\*${title}\\*\\*`));
  });

  test("one word of a closed list is explained", () => {
    expect(hover(`${app}auth = "pri|vate"`)).toEqual({
      about: '"private"',
      markdown: "`private`: Only you and your team may call it.",
    });
    expect(hover(`${app}regions = ["us-west", 'eu-n|orth']`)?.markdown).toBe("`eu-north`: Northern Europe.");
  });

  test.each(["|", "# |x", "[project]\nna|me = 1", `${app}unkn|own = 1`, "[to|ol.x]", "[tool.poetry]\nna|me = 1"])(
    "nothing at %j",
    (marked) => {
      expect(hover(marked)).toBeNull();
    },
  );
});

describe("a credential", () => {
  const image = `${app}exposed_port = 80\nimage.image = "ghcr.io/my-org/x:1"\n[tool.fal.apps.a.image.registries."ghcr.io"]\nusername = "me"\n`;

  test.each(['pass|word = "$GHCR"', 'password = "$G|HCR"'])("by the name of a fal secret: %j", (line) => {
    expect(hover(`${image}${line}`)?.markdown).toMatch(
      /^\*\*Credential for `ghcr\.io`\*\* at GitHub Container Registry\n\n- Username: `me`\n- Value: the fal secret `\$GHCR`\n- Ends: not known\n- Serves: `ghcr\.io\/my-org\/x:1`\n\nUse a personal access token/,
    );
  });

  test("when the secret was set, by the list of secrets", () => {
    const secrets = [{ name: "GHCR", environment: "dev", createdAt: new Date("2026-01-13T00:00:00Z") }];
    expect(hover(`${image}password = "$G|HCR"`, { secrets })?.markdown).toContain(
      "- Set: 2026-01-13T00:00:00Z, 2 days ago, in the environment `dev`\n",
    );
    expect(hover(`${image}password = "$G|HCR"`, { secrets: [] })?.markdown).toContain(
      "- Set: not in the list of fal secrets\n",
    );
  });

  const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const pull = `${app}exposed_port = 80\nimage.image = "${ecr}/x:1"\n[tool.fal.apps.a.image.registries."${ecr}"]\nusername = "AWS"\n`;

  test("what it is, and when it dies, never its value", () => {
    const token = passwordUntil("2026-01-15T06:00:00Z");
    const { markdown = "" } = hover(`${pull}pass|word = "${token}"`) ?? {};
    expect(markdown).toContain(
      "- Value: a literal in the file, which is not shown\n- Kind: Amazon ECR password\n- Ends: 2026-01-15T06:00:00Z\n",
    );
    expect(markdown).not.toContain(token.slice(0, 12));
    const dead = hover(`${pull}pass|word = "${passwordUntil("2026-01-14T06:00:00Z")}"`)?.markdown;
    expect(dead).toContain("- Ends: expired 2026-01-14T06:00:00Z\n");
  });

  test("of the value that is given for a fal secret", () => {
    const env = { ECR: passwordUntil("2026-01-15T06:00:00Z") };
    const markdown = hover(`${pull}pass|word = "$ECR"`, { env })?.markdown;
    expect(markdown).toContain(
      "- Value: the fal secret `$ECR`\n- Kind: Amazon ECR password\n- Ends: 2026-01-15T06:00:00Z\n",
    );
    expect(hover(`${pull}pass|word = "$ECR"`)?.markdown).toContain("- Ends: lives 12 hours\n");
  });

  test("at the registry's key, and a build secret", () => {
    expect(hover(`${image.replace('registries."gh', 'registries."gh|')}password = "$G"`)?.markdown).toMatch(
      /^\*\*Credential for/,
    );
    const built = `${app}exposed_port = 80\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\nsecrets = { PIP = "$P|IP" }`;
    const files = memoryFiles({ Dockerfile: "FROM a\n" });
    expect(hover(built, { files })?.markdown).toMatch(
      /^\*\*Build secret\*\*\n\n- Value: the fal secret `\$PIP`\n- Ends: not known\n/,
    );
  });

  test("none while the app does not pass the schema: only the key is explained", () => {
    expect(hover(`${image}pass|word = "x"\nunknown = 1`)?.markdown).toMatch(/^\*\*Password\*\*/);
  });
});

describe("COPY and ADD", () => {
  const tree: Record<string, MemoryEntry> = {
    "src/a.py": "print(1)\n",
    "src/deep/b.py": { size: 2048 },
    "README.md": "# hello",
    "big/0": "0",
  };
  for (let index = 0; index < 20; index++) tree[`many/${String(index).padStart(2, "0")}`] = "12345";

  function copy(marked: string, apps = app, more: Readonly<Record<string, MemoryEntry>> = {}) {
    const dockerfile = marked.replace("|", "");
    const text = `${apps}exposed_port = 80\nimage.dockerfile = "Dockerfile"\n`;
    const options = { files: memoryFiles({ ...tree, Dockerfile: dockerfile, ...more }) };
    const found = hoverDockerfile(
      { path: "pyproject.toml", text, options },
      (path) => path === "Dockerfile",
      marked.indexOf("|"),
    );
    return found && { about: dockerfile.slice(...found.span), markdown: found.markdown };
  }

  test("lists what is sent, with sizes", () => {
    expect(copy("FROM a\nCO|PY src /app\n")).toEqual({
      about: "COPY src /app",
      markdown: "**COPY uploads 2 files, 2.0 KiB**\n\n- `src/a.py` 9 B\n- `src/deep/b.py` 2.0 KiB",
    });
    expect(copy("FROM a\nADD . /a|pp\n", app, { ".dockerignore": "many\n" })?.markdown).toMatch(
      /^\*\*ADD uploads 6 files/,
    );
    expect(copy("FROM a\nCOPY many /app|\n")?.markdown).toMatch(
      /20 files, 100 B\*\*\n\n(- `many\/\d\d` 5 B\n){12}- and 8 more$/,
    );
  });

  test.each([
    [
      "an ignored file",
      "COPY README.md /x|",
      "**COPY uploads nothing**\n\nNothing is sent for\n\n- `README.md`: ignored by `*.md`, a default of fal's client",
    ],
    [
      "a file that is not there",
      "COPY no.py /x|",
      "**COPY uploads nothing**\n\nNothing is sent for\n\n- `no.py`: not found",
    ],
    [
      "a wildcard",
      "COPY src/*.py /x|",
      "**COPY uploads nothing**\n\nNothing is sent for\n\n- `src/*.py`: not found: the client expands no globs",
    ],
    [
      "an indented line",
      "RUN a \n  COPY src /x|",
      "**COPY uploads nothing**\n\nNothing is sent for\n\n- `src`: the client does not see a line that is indented",
    ],
    [
      "some of several",
      "COPY src/a.py no.py /x|",
      "**COPY uploads 1 file, 9 B**\n\n- `src/a.py` 9 B\n\nNothing is sent for\n\n- `no.py`: not found",
    ],
    ["another stage", "COPY --from=b /x /x|", "**COPY uploads nothing**\n\nIt copies from another stage or image."],
    ["a URL", "ADD https://example.com/x /x|", "**ADD uploads nothing**\n\nThe builder fetches it."],
    [
      "what leads outside",
      "COPY ../x /x|",
      "**COPY uploads nothing**\n\nfal's client stops and sends nothing at all: `../x` leads out of the build context.",
    ],
    ["ONBUILD", "ONBUILD COPY src /x|", "**COPY uploads nothing**\n\nfal's client does not look behind ONBUILD."],
  ])("says why nothing is: %s", (_, line, markdown) => {
    expect(copy(`FROM a AS b\nFROM a\n${line}\n`)?.markdown).toContain(markdown);
  });

  test("tells two apps apart only where they differ", () => {
    const two = `${app}exposed_port = 80\nimage.dockerfile = "Dockerfile"\n[tool.fal.apps.b]\nref = "src/a.py"\n`;
    expect(copy("FROM a\nCOPY many/00 /x|\n", two)?.markdown).toBe("**COPY uploads 1 file, 5 B**\n\n- `many/00` 5 B");
    expect(copy("FROM a\nCOPY src/a.py /x|\n", two)?.markdown).toMatch(
      /^For `a`:\n\n\*\*COPY uploads 1 file.*---\n\nFor `b`:\n\n\*\*COPY uploads nothing/s,
    );
  });

  test.each(["FROM| a\n", "FROM a\nRUN x|\n", "|", "FROM a\n\n|\n"])("nothing at %j", (marked) => {
    expect(copy(marked)).toBeNull();
  });
});
