// Ranges as in the grammar of TOML; the day is judged by the calendar. Groups: year, month, day, and seconds of each kind of time.
const date = "(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const hoursMinutes = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const time = `${hoursMinutes}(:[0-5]\\d(?:\\.\\d+)?)?`;
const dateOrTime = new RegExp(`^(?:${date}(?:[Tt ]${time}(?:[Zz]|[-+]${hoursMinutes})?)?|${time})$`);

export interface JudgedDate {
  /** Its month lacks the day, or the year is 0, which Python's calendar lacks. */
  readonly isImpossible: boolean;
  /** Whether it is a time, or has one, that lacks its seconds. */
  readonly lacksSeconds: boolean;
}

/** Judges a date, time or date-time as written; `malformed` if it is none of them. */
export function judgeDate(literal: string): JudgedDate | "malformed" {
  const match = dateOrTime.exec(literal);
  if (match === null) return "malformed";
  const [, year, month, day, seconds, secondsOfLocalTime] = match;
  return {
    // A time has no year, no month and no day: no comparison with them holds.
    isImpossible: Number(year) === 0 || Number(day) > daysInMonth(Number(year), Number(month)),
    lacksSeconds: literal.includes(":") && (seconds ?? secondsOfLocalTime) === undefined,
  };
}

/** `month` is 1-based. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
