const app = '[tool.fal.apps.a]\nexposed_port = 80\nimage.image = "ghcr.io/a/b:1"\n';
const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join("");

export interface HostileText {
  readonly text: () => string;
  readonly status: "checked" | "syntax-error" | "bad-configuration";
  /** How many findings there are; a number or more. */
  readonly findings: number;
}

/** Texts that cost a careless reader its time, its memory or its stack. */
export const hostileTexts: Readonly<Record<string, HostileText>> = {
  "10 MB of comments": { text: () => app + "# x\n".repeat(2.5e6), status: "checked", findings: 0 },
  "10 MB of keys": {
    text: () => `${app}[tool.other]\n${many(550_000, (i) => `key-${i} = ${i}\n`)}`,
    status: "checked",
    findings: 0,
  },
  "a string of 10 MB": { text: () => `${app}[tool.other]\na = "${"x".repeat(1e7)}"\n`, status: "checked", findings: 0 },
  "100,000 tables": { text: () => app + many(1e5, (i) => `[tool.t${i}.x]\na = 1\n`), status: "checked", findings: 0 },
  "10,000 apps": {
    text: () => many(1e4, (i) => `[tool.fal.apps.t${i}]\nref = "a.py::A"\n`),
    status: "checked",
    findings: 0,
  },
  // More than a call takes arguments.
  "130,000 apps that are wrong": {
    text: () => many(130_000, (i) => `[tool.fal.apps.t${i}]\nx = 1\n`),
    status: "checked",
    findings: 130_000,
  },
  "100,000 wrong keys": { text: () => `${app}${many(1e5, (i) => `k${i} = 1\n`)}`, status: "checked", findings: 1e5 },
  "50,000 wrong keys on one line": {
    text: () => `tool.fal.apps.a = { ${many(5e4, (i) => `k${i} = 1, `)}ref = "a.py::A" }\n`,
    status: "checked",
    findings: 5e4,
  },
  "10,000 registries": {
    text: () =>
      app + many(1e4, (i) => `[tool.fal.apps.a.image.registries."h${i}.io"]\nusername = "u"\npassword = "$P"\n`),
    status: "checked",
    findings: 1e4,
  },
  "50,000 requirements": {
    text: () => `[tool.fal.apps.a]\nref = "a.py::A"\nrequirements = [${many(5e4, (i) => `"p${i}", `)}]\n`,
    status: "checked",
    findings: 0,
  },
  "a dotted key of 100,000 segments": {
    text: () => `${app}[tool.other]\n${"a.".repeat(1e5)}b = 1\n`,
    status: "checked",
    findings: 0,
  },
  "a header of 100,000 segments with 20,000 keys": {
    text: () => `${app}x = 1\n[${"a.".repeat(1e5)}b]\n${many(2e4, (i) => `k${i} = 1\n`)}`,
    status: "checked",
    findings: 1,
  },
  "a dotted key of 100,000 segments in an app": {
    text: () => `${app}${"a.".repeat(1e5)}b = 1\n`,
    status: "checked",
    findings: 1,
  },
  "a dotted key of 100,000 segments in _scheduler_options": {
    text: () => `${app}_scheduler = "x"\n_scheduler_options.${"a.".repeat(1e5)}b = 1\n`,
    status: "checked",
    findings: 1,
  },
  "a dotted key of 100,000 segments in [tool.fal-lint]": {
    text: () => `${app}[tool.fal-lint]\n${"a.".repeat(1e5)}b = 1\n`,
    status: "bad-configuration",
    findings: 1,
  },
  "999 arrays within each other": {
    text: () => `${app}[tool.other]\na = ${"[".repeat(999)}${"]".repeat(999)}\n`,
    status: "checked",
    findings: 0,
  },
  "999 arrays within each other in an app": {
    text: () => `[tool.fal.apps.a]\nref = "a.py::A"\nrequirements = ${"[".repeat(999)}${"]".repeat(999)}\n`,
    status: "checked",
    findings: 1,
  },
  "100,000 arrays within each other": {
    text: () => `${app}a = ${"[".repeat(1e5)}${"]".repeat(1e5)}\n`,
    status: "syntax-error",
    findings: 1,
  },
  "100,000 inline tables within each other": {
    text: () => `${app}a = ${"{a=".repeat(1e5)}1${"}".repeat(1e5)}\n`,
    status: "syntax-error",
    findings: 1,
  },
  "a million comments": { text: () => app + "#\n".repeat(1e6), status: "checked", findings: 0 },
  "5,000 suppressions, unused": {
    text: () => app + '# fal-lint: allow unpinned-image reason="x"\n'.repeat(5000),
    status: "checked",
    findings: 5000,
  },
  "5,000 suppressions, used": {
    text: () =>
      many(5000, (i) => `[tool.fal.apps.t${i}]\nref = "a.py::A"\n# fal-lint: allow unknown-key reason="x"\nx = 1\n`),
    status: "checked",
    findings: 0,
  },
  ...Object.fromEntries(
    Object.entries({
      name: 'name = "@"',
      ref: 'ref = "@::@"',
      "machine type": 'machine_type = "@"',
      cmd: 'image.cmd = "--port @"',
      "registry key": 'image.registries."@" = { username = "u", password = "$P" }',
      username: 'image.registries."ghcr.io" = { username = "@", password = "$P" }',
      password: 'image.registries."ghcr.io" = { username = "u", password = "@" }',
      requirement: 'requirements = ["@"]',
      "wrong key": '"@" = 1',
      "data mount": 'data_mounts = ["@"]',
      secret: 'secrets = ["@"]',
    }).flatMap(([what, line]) =>
      ["x", "a.", "=,", "ghp_", "eyJhb.", "\u200b", "\u{1f600}"].map((piece) => [
        `a ${what} of 1 MB of ${JSON.stringify(piece)}`,
        {
          text: () =>
            `${what === "ref" ? "[tool.fal.apps.a]\n" : app}${line.replaceAll("@", () => piece.repeat(1e6 / piece.length))}\n`,
          status: "checked",
          findings: 0,
        },
      ]),
    ),
  ),
};
