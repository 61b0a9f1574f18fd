import { version } from "../report/version.ts";

/** What to say about a bug. Never the message of the exception, which may hold what was read: its class, and where in our own files. */
export function crashReport(error: unknown): string {
  const { name, places } = error instanceof Error ? anatomy(error) : { name: typeof error, places: [] };
  return [
    `fal-lint: this is a bug in fal-lint ${version} (${name}). Nothing that was read is shown here.`,
    ...places.map((place) => `    at ${place}`),
    "Please report these lines together with the command that you ran.\n",
  ].join("\n");
}

function anatomy(error: Error): { name: string; places: string[] } {
  const name: unknown = error.constructor?.name;
  const known = typeof name === "string" && /^\w{1,40}$/.test(name) ? name : "Error";
  // The stack begins with the message, which may itself look like a stack.
  const stack = error.stack ?? "";
  const start = stack.indexOf(error.message);
  const frames = start < 0 ? "" : stack.slice(start + error.message.length);
  const places = frames.matchAll(/[\\/]([\w-]+\.(?:cjs|js|ts):\d+:\d+)\)?$/gm);
  return { name: known, places: Array.from(places, ([, place = ""]) => place).slice(0, 10) };
}
