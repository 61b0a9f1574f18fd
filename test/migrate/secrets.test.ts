// A secret's value never comes out: canaries wherever a module can hold one, in the tables, in the files that they name, and in what is said.
import iarna from "@iarna/toml";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { isToken } from "../../src/container/token.ts";
import { secretVectors } from "../container/secret-vectors.ts";
import { module, pythonString, run, type Tree } from "./migrate.ts";

/** Everything that the command says of a module, in every format. */
async function everything(tree: Tree): Promise<{ readonly toml: string; readonly all: string }> {
  const runs = ["toml", "dockerfile", "dockerignore"].map((format) =>
    run(tree, ["migrate", "app.py", "--format", format]),
  );
  const [toml, ...files] = await Promise.all(runs);
  return { toml: toml?.out ?? "", all: [toml, ...files].map((one) => `${one?.out}${one?.err}`).join("\n") };
}

const literal = pythonString;
const dockerfile = '"FROM a.com/b:1"';
const call = (rest: string) => module(`ContainerImage.from_dockerfile_str(${dockerfile}, ${rest})`);
const registry = (value: string) => `registries={"a.com": {"username": "me", "password": ${value}}}`;
const password = (value: string, above = "") =>
  module(`ContainerImage.from_dockerfile_str(${dockerfile}, ${registry(value)})`, above);
const inDockerfile = (line: string) =>
  module(`ContainerImage.from_dockerfile_str(${literal(`FROM a:1\n${line}\nRUN true\n`)})`);
const setting = (line: string) => `${call("")}    ${line}\n`;
const option = (written: string) => call("").replace("(fal.App)", `(fal.App, ${written})`);

type Place = readonly [name: string, place: (secret: string) => string];

/** Where a value is a secret, whatever it looks like. */
const always: readonly Place[] = [
  ["a registry password", (secret) => password(literal(secret))],
  ["a password by name", (secret) => password("PASSWORD", `PASSWORD = ${literal(secret)}\n`)],
  ["a password of parts", (secret) => password(`"" + ${literal(secret)}`)],
  ["a password in an f-string", (secret) => password('f"{P}"', `P = ${literal(secret)}\n`)],
  ["a password behind an escaped $", (secret) => password(`"$$" + ${literal(secret)}`)],
  ["a password in a command", (secret) => password(`"$(echo " + ${literal(secret)} + ")"`)],
  ["the default of a reference", (secret) => password(`"\${A:-" + ${literal(secret)} + "}"`)],
  ["the default of an environment variable", (secret) => password(`os.getenv("A_TOKEN", ${literal(secret)})`)],
  ["the default of a stripped one", (secret) => password(`os.environ.get("A", ${literal(secret)}).strip()`)],
  ["the argument of a function", (secret) => password(`get_token(${literal(secret)})`)],
  ["a build secret", (secret) => call(`secrets={"PIP": ${literal(secret)}}`)],
  ["a build argument by its name", (secret) => call(`build_args={"API_TOKEN": ${literal(secret)}}`)],
  ["behind a flag of the command", (secret) => call(`cmd=["serve", "--api-key", ${literal(secret)}]`)],
  ["behind a flag of one string", (secret) => call(`entrypoint=${literal(`serve --password ${secret}`)}`)],
  ["within a shell's command", (secret) => call(`cmd=["sh", "-c", ${literal(`TOKEN=${secret} exec x`)}]`)],
  ["ENV", (secret) => inDockerfile(`ENV API_TOKEN=${secret}`)],
  ["ENV in its old form", (secret) => inDockerfile(`ENV API_TOKEN ${secret}`)],
  ["ENV of several", (secret) => inDockerfile(`ENV A=1 DB_PASSWORD="${secret}" B=2`)],
  ["ARG", (secret) => inDockerfile(`ARG NPM_PASSWORD=${secret}`)],
  ["an assignment in RUN", (secret) => inDockerfile(`RUN PASSWORD=${secret} make`)],
  ["a flag in RUN", (secret) => inDockerfile(`RUN login --password "${secret}"`)],
  ["a header in RUN", (secret) => inDockerfile(`RUN curl -H "X-Api-Key: ${secret}" https://a.com`)],
  ["the password of a URL in RUN", (secret) => inDockerfile(`RUN pip install -i https://me:${secret}@a.com/simple x`)],
  [
    "the password of a registry's key",
    (secret) => call(`registries={${literal(`https://me:${secret}@a.com`)}: {"username": "u", "password": "$A"}}`),
  ],
  [
    "the password of a requirement's URL",
    (secret) => setting(`requirements = [${literal(`x @ https://me:${secret}@a.com/x.whl`)}]`),
  ],
  ["a comment", (secret) => call(`# ${secret}\n`)],
  ["the value of a key that fal refuses", (secret) => option(`pasword=${literal(secret)}`)],
  ["an image without an app", (secret) => password(literal(secret)).replace("    image =", "    other =")],
  ["an image that stays in the code", (secret) => password(literal(secret)).replace(dockerfile, "make()")],
  ["behind a syntax error", (secret) => `x = ]\n${password(literal(secret))}`],
];

/** Where only its shape tells a token. */
const byShape: readonly Place[] = [
  ["a username", (secret) => call(`registries={"a.com": {"username": ${literal(secret)}, "password": "$A"}}`)],
  ["a registry's key", (secret) => call(`registries={${literal(secret)}: {"username": "u", "password": "$A"}}`)],
  ["a build argument", (secret) => call(`build_args={"REVISION": ${literal(secret)}}`)],
  ["within a build argument", (secret) => call(`build_args={"OPTIONS": ${literal(`-x ${secret} -y`)}}`)],
  ["the name of a build argument", (secret) => call(`build_args={${literal(secret)}: "1"}`)],
  ["the name of a build secret", (secret) => call(`secrets={${literal(secret)}: "$A"}`)],
  ["the name of a fal secret", (secret) => password(literal(`$${secret}`))],
  ["the name of an environment variable", (secret) => password(`os.environ["${secret}"]`)],
  ["a command", (secret) => call(`cmd=["serve", ${literal(secret)}]`)],
  ["a command of one string", (secret) => call(`cmd=${literal(`serve ${secret}`)}`)],
  ["a comment of the Dockerfile", (secret) => inDockerfile(`# ${secret}`)],
  ["a LABEL", (secret) => inDockerfile(`LABEL x=${secret}`)],
  ["ignored files", (secret) => call(`dockerignore=[${literal(secret)}]`)],
  ["a context", (secret) => call(`context_dir=${literal(secret)}`)],
  ["a path", (secret) => module(`ContainerImage.from_dockerfile(${literal(secret)})`)],
  ["a builder", (secret) => call(`builder=${literal(secret)}`)],
  ["a compression", (secret) => call(`compression=${literal(secret)}`)],
  ["the name of the app", (secret) => option(`name=${literal(secret)}`)],
  ["a requirement", (secret) => setting(`requirements = ["a", ${literal(secret)}]`)],
  ["the name of a secret of the app", (secret) => setting(`secrets = [${literal(secret)}]`)],
  ["a value of the wrong type", (secret) => setting(`keep_alive = ${literal(secret)}`)],
  ["an option of the scheduler", (secret) => setting(`_scheduler_options = {"a": [{"b": ${literal(secret)}}]}`)],
  ["the name of one", (secret) => setting(`_scheduler_options = {${literal(secret)}: {"b": x()}}`)],
];

const canary = ["Kanarien", "vogel-7Q2x"].join("");
const tokens = secretVectors.map(({ value }) => value).filter((value) => isToken(value) && /^[\w+/=.~-]+$/.test(value));
const someTokens = tokens.filter((_, index) => index % Math.ceil(tokens.length / 12) === 0);

async function comesOut(text: string, secret: string): Promise<boolean> {
  const { toml, all } = await everything({ "app.py": text });
  expect(toml).not.toBe("");
  expect(JSON.parse(JSON.stringify(parse(toml)))).toEqual(iarna.parse(toml));
  return all.includes(secret) || all.includes(literal(secret).slice(1, -1));
}

describe("no secret comes out", () => {
  test.each(always)("of %s", async (_, place) => {
    expect(await comesOut(place(canary), canary)).toBe(false);
  });

  test.each([...always, ...byShape])("no token of %s", async (_, place) => {
    expect(someTokens.length).toBeGreaterThan(8);
    for (const [index, token] of someTokens.entries()) {
      expect(await comesOut(place(token), token), `token ${index}`).toBe(false);
    }
  });

  test("and harmless values do", async () => {
    const text = module(
      `ContainerImage.from_dockerfile_str(${literal('FROM a:1\nENV TOKEN=$TOKEN API_KEY="${KEY}" KEY=\nENV SECRETS false\nRUN apt-key adv --keyserver keys.gnupg.net --recv-keys ABCDEF01 --keyring /usr/share/k.gpg\nRUN --mount=type=secret,id=token cat /run/secrets/token\n')}, build_args={"TOKEN_FILE": "/run/secrets/x", "AUTH": "none", "KEY": ""}, cmd=["x", "--key-file", "/etc/x", "--token", "$TOKEN"])`,
    );
    const { all } = await everything({ "app.py": text });
    expect(all).not.toContain("********");
    expect(all).toContain("--keyserver keys.gnupg.net --recv-keys ABCDEF01 --keyring /usr/share/k.gpg");
  });
});
