import { tokenSpans } from "../container/token-spans.ts";
import { printable } from "../text/printable.ts";

/** UTF-16 code units of a reason that are shown: nobody reads more. */
const most = 500;

/** The reason that somebody gave for leaving a finding, as it may be shown: on one line, and with the tokens in it blanked. */
export function shownReason(written: string): string {
  let text = "";
  let done = 0;
  for (const [start, end] of tokenSpans(written)) {
    text += `${written.slice(done, start)}********`;
    done = end;
  }
  return printable((text + written.slice(done)).trim().slice(0, most));
}
