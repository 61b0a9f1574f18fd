/**
 * One spelling for a path: `/` separators, no empty or `.` segment, `..` resolved as far as it goes, no slash at the end; `.` for the
 * root itself. Read as text: links are not looked at. An absolute path stays one.
 */
export function normalizePath(path: string): string {
  const absolute = path.startsWith("/");
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (!absolute) segments.push("..");
  }
  return `${absolute ? "/" : ""}${segments.join("/")}` || ".";
}
