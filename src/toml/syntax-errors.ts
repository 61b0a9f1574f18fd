/** For what looks like a date or a time and is none. */
export const malformedDate: string =
  "This is no date or time: they are written `YYYY-MM-DD`, `HH:MM:SS` or `YYYY-MM-DDTHH:MM:SS`, with `Z` or `+HH:MM` behind it if need be.";

const lineWithoutValue = "This line is neither `key = value`, nor a `[table]` header, nor a comment.";

// What smol-toml says, without its leading "Invalid TOML document: ", in our words. They never quote the source: it may be a secret.
const messages: ReadonlyMap<string, string> = new Map([
  [
    "document contains excessively nested structures. aborting.",
    "Arrays and inline tables are nested too deeply here (more than 1000 levels).",
  ],
  [
    "invalid value",
    "A value is expected here: a text in quotes, a number, `true`, `false`, a date, an array or an inline table.",
  ],
  ["illegal leading zero", "A number must not begin with a needless 0; if it is a text, put it in quotes."],
  ["illegal underscore", "An underscore in a number must stand between two digits."],
  [
    "illegal character in numeric literal",
    "This character cannot be part of a number or date; if it is a text, put it in quotes.",
  ],
  ["unfinished numeric value", "This number is not complete."],
  ["invalid date-time: date part is malformed", "A date is written `YYYY-MM-DD`."],
  ["invalid date-time: time part is malformed", "A time is written `HH:MM:SS`."],
  ["invalid date", malformedDate],
  ["control characters are not allowed in strings", "A control character in a string must be written as an escape."],
  ["control characters are not allowed in comments", "A comment must not hold control characters."],
  ["illegal character in key", "A key without quotes may hold only the letters A-Z and a-z, digits, `_` and `-`."],
  ["incomplete key-value: cannot find end of key", lineWithoutValue],
  ["unexpected end of key", "A key is missing here."],
  ["illegal empty bare key", "A key is missing before this dot."],
  ["illegal quoted key: multiline strings are not allowed", "A key cannot be a multi-line string."],
  ["trying to redefine an already defined table or value", "This key or table is already defined further up."],
  ["trying to redefine an already defined value", "This key is already defined in the same inline table."],
  [
    "each key-value declaration must be followed by an end-of-line",
    "Only a comment may follow on this line; check the quotes and commas before this place.",
  ],
  ["expected end of table array declaration", "The header of an array of tables must end in `]]`."],
  ["expected comma or end of structure", "A comma or the closing bracket is expected here."],
  ["unfinished table", "This inline table is never closed: a `}` is missing."],
  ["unfinished array", "This array is never closed: a `]` is missing."],
  ["unfinished string", "This string is never closed: a quote is missing."],
  [
    "unrecognised escape sequence",
    "TOML has no such escape; write a backslash as `\\\\`, or the whole string in single quotes.",
  ],
  [
    "invalid escape: only line-ending whitespace may be escaped",
    "Only the end of the line may follow a backslash and spaces; write a backslash as `\\\\`.",
  ],
  [
    "invalid non-hex character in unicode escape",
    "An escape needs two hexadecimal digits after `\\x`, four after `\\u`, eight after `\\U`; write a backslash as `\\\\`.",
  ],
  ["invalid unicode escape", "This escape stands for no Unicode character."],
]);

// smol-toml takes the end of the line for one more character that is not allowed, and it is the commonest mistake of all.
const messagesAtLineEnd: ReadonlyMap<string, string> = new Map([
  [
    "control characters are not allowed in strings",
    "The string is not closed on its line; a text of several lines needs three quotes at both ends.",
  ],
  ["illegal character in key", lineWithoutValue],
]);

/** One sentence for a message of smol-toml's `TomlError`; `next` is the character at the place of the error. */
export function syntaxErrorMessage(smolMessage: string, next: string): string {
  const [first = ""] = smolMessage.split("\n", 1);
  const reason = first.replace("Invalid TOML document: ", "");
  const atLineEnd = next === "\n" || next === "\r" ? messagesAtLineEnd.get(reason) : undefined;
  return atLineEnd ?? messages.get(reason) ?? "This is not valid TOML.";
}
