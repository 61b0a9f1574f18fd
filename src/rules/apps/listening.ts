import type { CommandWord, ServerCommand } from "./server-command.ts";

/** A word of a command that says where a server listens. */
export interface Listening<T> {
  readonly word: CommandWord;
  /** Null if it cannot be read here: `$PORT`. */
  readonly value: T | null;
  /** False where the word may well mean something else: `-p`, `PORT=`. */
  readonly certain: boolean;
}

const portFlags = new Set(["--port", "--http-port", "--server-port", "--server.port"]);
const hostFlags = new Set([
  "--host",
  "--hostname",
  "--ip",
  "--address",
  "--listen",
  "--server-name",
  "--server.address",
]);
const bindFlags = new Set(["--bind", "-b", "--listen"]);

/** Every port that the command gives to a server. */
export function listeningPorts({ words }: ServerCommand): Listening<number>[] {
  return options(words).flatMap(({ name, value, word, before }): Listening<number>[] => {
    if (portFlags.has(name)) return [{ word, value: portOf(value), certain: true }];
    if (name === "-p" || name === "PORT") {
      const port = portOf(value);
      // `-p` has many meanings: a number this small is another one, and so is a word.
      const isSmall = port !== null && port < 1024 && port !== 80 && port !== 443;
      const isOther = name === "-p" && (isSmall || (port === null && !value.startsWith("$")));
      return isOther ? [] : [{ word, value: port, certain: false }];
    }
    if (bindFlags.has(name) || before === "runserver") {
      const [, , port] = address(value) ?? [];
      return port === undefined ? [] : [{ word, value: portOf(port), certain: true }];
    }
    const isPositional = before === "http.server" && /^\d+$/.test(value);
    return isPositional ? [{ word, value: portOf(value), certain: true }] : [];
  });
}

/** Every host that the command gives to a server. */
export function listeningHosts({ words }: ServerCommand): Listening<string>[] {
  return options(words).flatMap(({ name, value, word, before }): Listening<string>[] => {
    const [, host] = bindFlags.has(name) || before === "runserver" ? (address(value) ?? []) : [];
    if (host !== undefined) return [{ word, value: hostOf(host), certain: true }];
    if (hostFlags.has(name) || name === "--bind") return [{ word, value: hostOf(value), certain: true }];
    return name === "HOST" ? [{ word, value: hostOf(value), certain: false }] : [];
  });
}

/** A server that listens on `127.0.0.1` unless it is told otherwise. */
export interface LoopbackServer {
  readonly word: CommandWord;
  readonly name: string;
  /** The environment variable that tells it otherwise. */
  readonly variable: string;
}

const loopbackServers = [
  { name: "uvicorn", subcommand: null, otherwise: /^--(?:host|uds|fd)(?:=|$)/, variable: "UVICORN_HOST" },
  { name: "flask", subcommand: "run", otherwise: /^(?:--host(?:=|$)|-h)/, variable: "FLASK_RUN_HOST" },
] as const;

/** The server of a command that leaves it at its own loopback address. */
export function loopbackByDefault({ words }: ServerCommand): LoopbackServer | null {
  for (const { name, subcommand, otherwise, variable } of loopbackServers) {
    const index = words.findIndex(({ text }) => text === name || text.endsWith(`/${name}`));
    const word = words[index];
    if (word === undefined) continue;
    const own = words.slice(index + 1).map(({ text }) => text);
    if (subcommand !== null && !own.includes(subcommand)) continue;
    if (!own.some((text) => otherwise.test(text) || text.includes("$"))) return { word, name, variable };
  }
  return null;
}

/** Whether only the container itself can reach a server on that host. */
export function isLoopback(host: string): boolean {
  if (host.startsWith("127.")) return /^127(?:\.\d{1,3}){3}$/.test(host);
  return host.toLowerCase() === "localhost" || host === "::1" || host === "[::1]";
}

interface Option {
  /** With hyphens for underscores; empty for a word that stands alone. */
  readonly name: string;
  readonly value: string;
  /** The word that holds the value. */
  readonly word: CommandWord;
  /** The word in front of a positional one. */
  readonly before: string;
}

/** `--name value`, `--name=value`, `NAME=value` and what stands alone. */
function options(words: readonly CommandWord[]): Option[] {
  return words.flatMap((word, index): Option[] => {
    const { text } = word;
    const before = words[index - 1]?.text ?? "";
    const [, name, value] = /^(-[\w.-]+|[A-Z_]+)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined) {
      return [{ name: name.replaceAll("_", "-"), value, word, before: "" }];
    }
    if (!text.startsWith("-")) return [{ name: "", value: text, word, before }];
    const next = words[index + 1];
    return next === undefined ? [] : [{ name: text.replaceAll("_", "-"), value: next.text, word: next, before: "" }];
  });
}

/** The whole, the host and the port of `host:port`, also with a scheme. */
function address(text: string): RegExpExecArray | null {
  return /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:[\]/]*):(\d+|\$.*)$/s.exec(text);
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65535 ? port : null;
}

function hostOf(text: string): string | null {
  return /^[\w.:[\]*-]*$/.test(text) ? text : null;
}
