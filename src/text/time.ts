/** `2026-06-01T12:00:00Z` for epoch seconds; years that ISO 8601 has no four digits for are told as the number of seconds. */
export function isoTime(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  const inRange = epochSeconds >= 0 && epochSeconds < 253_402_300_800;
  return inRange ? date.toISOString().replace(/\.\d+Z$/, "Z") : `second ${epochSeconds} since 1970`;
}

const units: readonly (readonly [string, number])[] = [
  ["year", 365 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** A span of seconds in its largest whole unit: `3 hours`, `1 day`. */
export function span(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["second", 1];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A time as RFC 3339 or Python's `str(datetime)` writes it, or a day alone (which begins at 00:00); without an offset it is UTC. Null if it is none, or not in the calendar. */
export function parseTime(written: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:([Zz])|([+-]\d\d):?(\d\d))?)?$/.exec(
    written,
  );
  if (match === null) return null;
  const [, day = "", time = "00:00", , hours, minutes] = match;
  const midnight = new Date(`${day}T00:00Z`);
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  const instant = new Date(`${day}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
