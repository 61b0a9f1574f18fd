import type { UploadFile } from "../../client/uploads.ts";
import { recogniseToken } from "../../container/token.ts";
import { tokenKinds } from "../../container/token-kinds.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import { withArticle } from "../../text/article.ts";
import type { Files } from "../../text/files.ts";

/** What makes a file one that should not leave the machine. */
export interface SecretFile {
  readonly path: string;
  /** "holds a private key". Never a value. */
  readonly what: string;
  /** Its content says so, not its name alone. */
  readonly proven: boolean;
}

type Judgement = Omit<SecretFile, "path"> | null;

/** How long a file is read at most, in bytes, and what is made of its text, or of its name alone. */
interface Suspect {
  readonly longest: number;
  readonly judge: (text: string | null) => Judgement;
}

const privateKey = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/;
const byName = { what: "holds keys, by its name", proven: false };

const environment = { longest: 65_536, judge: judgeEnvironment };
const key = { longest: 65_536, judge: judgeKey };
const keyStore = { longest: 0, judge: () => byName };
const login = { longest: 65_536, judge: judgeLogin };

const byWholeName = new Map<string, Suspect>([
  ...all("id_rsa id_dsa id_ecdsa id_ed25519", key),
  ...all(".npmrc .pypirc .netrc _netrc ._netrc netrc .git-credentials .dockercfg .pip.conf pip.conf", login),
  ...all(".yarnrc.yml credentials", login),
]);
const byExtension = new Map<string, Suspect>([
  ...all(".pem .key", key),
  ...all(".p12 .pfx .jks .keystore .kdbx", keyStore),
  [".json", { longest: 16_384, judge: judgeJson }],
]);

function all(names: string, suspect: Suspect): (readonly [string, Suspect])[] {
  return names.split(" ").map((name) => [name, suspect]);
}

/** By name first: only files that are suspicious are read. Null: it is not, by its name. */
function suspect(path: string): Suspect | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const isEnvironment =
    name.includes(".env") && /\.env(?:\.(?!.*(?:example|sample|template|dist)$)[\w.-]{1,100})?$/.test(name);
  if (isEnvironment) return environment;
  return byWholeName.get(name) ?? byExtension.get(name.slice(Math.max(name.lastIndexOf("."), 0))) ?? null;
}

const urlPassword = /:\/\/[^\s:@/]{0,200}:[^\s@/]{1,500}@/g;

/** What is known by its shape is a token; what is known by its place in a URL is called a password. */
function judgeTokens(text: string): Judgement {
  if (tokenSpans(text).length === 0) return null;
  const isToken = tokenSpans(text.replaceAll(urlPassword, "://")).length > 0;
  return { what: isToken ? "holds a token" : "holds a password", proven: true };
}

function judgeEnvironment(text: string | null): Judgement {
  if (text === null) return null;
  const found = judgeTokens(text);
  if (found !== null) return found;
  const sets = /^[ \t]{0,20}(?:export[ \t]{1,20})?\w{1,200}[ \t]{0,20}=[ \t]{0,20}[^\s#]/m.test(text);
  return sets ? { what: "holds environment variables, which often are secrets", proven: false } : null;
}

function judgeKey(text: string | null): Judgement {
  return text !== null && privateKey.test(text) ? { what: "holds a private key", proven: true } : null;
}

// With a value that is no `${VARIABLE}`: an npm token, a password, Docker's auths; or the user info of a URL.
const loginLine =
  /(?:_authToken|_auth|_password|\bpassword|aws_secret_access_key|npmAuthToken|"auth)["']?(?:\s{0,20}[=:]\s{0,20}|\s{1,20}(?![=:]))["']?[^\s"'$]|:\/\/[^\s:@/$]{1,200}:[^\s:@/$]{1,500}@/i;

function judgeLogin(text: string | null): Judgement {
  if (text === null) return null;
  return judgeTokens(text) ?? (loginLine.test(text) ? { what: "holds a password", proven: true } : null);
}

function judgeJson(text: string | null): Judgement {
  const token = text === null ? null : recogniseToken(text);
  const isKey = token !== null && token.serviceAccount?.hasPrivateKey !== false;
  if (isKey) return { what: `is ${withArticle(tokenKinds[token.id].label)}`, proven: true };
  return text !== null && privateKey.test(text) ? { what: "holds a private key", proven: true } : null;
}

/** The history of a repository, and the logins in its configuration. */
function judgeRepository(config: string | null): NonNullable<Judgement> {
  return (
    judgeLogin(config) ?? { what: "holds the whole history, and all that was ever removed from it", proven: false }
  );
}

// So that a folder of small JSON files is not read as a whole.
const mostReads = 500;

/** The files among those that are sent which hold secrets, by their content or their names; a `.git` folder counts as one. */
export function secretFiles(uploads: readonly UploadFile[], files: Files): readonly SecretFile[] {
  const repositories = new Set<string>();
  let reads = 0;
  return uploads.flatMap(({ path, size }) => {
    const repository = path.includes(".git/") ? /^(?:.*\/)?\.git(?=\/)/.exec(path)?.[0] : undefined;
    if (repository !== undefined) {
      if (repositories.has(repository)) return [];
      repositories.add(repository);
      return [{ path: repository, ...judgeRepository(textOf(files, `${repository}/config`)) }];
    }
    const suspected = size === 0 ? null : suspect(path);
    if (suspected === null) return [];
    const { longest, judge } = suspected;
    const found = judge(size <= longest && ++reads <= mostReads ? textOf(files, path) : null);
    return found === null ? [] : [{ path, ...found }];
  });
}

function textOf(files: Files, path: string): string | null {
  const file = files.readText(path);
  return file.kind === "text" ? file.text : null;
}
