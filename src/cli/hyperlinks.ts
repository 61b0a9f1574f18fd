import type { Host, Stream } from "./host.ts";

/**
 * Whether a stream is a terminal that shows OSC 8 hyperlinks, as far as the environment tells; FORCE_HYPERLINK decides it (0: no), also where
 * there is no terminal. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda, https://github.com/Alhadis/OSC8-Adoption
 */
export function showsHyperlinks(stream: Stream, env: Host["env"]): boolean {
  const forced = env["FORCE_HYPERLINK"];
  if (forced) return forced !== "0" && forced !== "false";
  // A CI's log may be called a terminal, and its reader is elsewhere.
  if (!stream.color || env["CI"] || env["TEAMCITY_VERSION"]) return false;
  return isKnownTerminal(env);
}

const kinds: ReadonlySet<string> = new Set([
  "alacritty",
  "contour",
  "foot",
  "foot-extra",
  "xterm-ghostty",
  "xterm-kitty",
]);

/** The first release of each program that shows them. */
const programs: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  "iTerm.app": [3, 1],
  WezTerm: [20200620, 0],
  vscode: [1, 72],
  ghostty: [0, 0],
  Hyper: [2, 0],
  Tabby: [0, 0],
  rio: [0, 0],
  mintty: [3, 1],
  WarpTerminal: [0, 0],
};

function isKnownTerminal(env: Host["env"]): boolean {
  // Windows Terminal; DomTerm.
  if (env["WT_SESSION"] || env["DOMTERM"]) return true;
  // Multiplexers leave the variables of the terminal outside of them in place, and swallow the links, or worse.
  if (/^(?:screen|tmux)/.test(env["TERM"] ?? "")) return false;
  // GNOME's library: 5000 is 0.50, the first with links, whose release 0.50.0 crashed on them.
  const vte = Number(env["VTE_VERSION"]);
  if (vte > 5000) return true;
  // Konsole 20.12.
  if (Number(env["KONSOLE_VERSION"]) >= 201200) return true;
  if (kinds.has(env["TERM"] ?? "")) return true;
  const program = env["TERM_PROGRAM"] ?? "";
  const first = Object.hasOwn(programs, program) ? programs[program] : undefined;
  return first !== undefined && isAtLeast(env["TERM_PROGRAM_VERSION"] ?? "", first);
}

/** A version that is not told counts as 0. */
function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
