const blanks = /[ \t]*/y;
const operand =
  /(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)|extras?|dependency_groups)\b|'[^']*'|"[^"]*"/y;
const operator = /===|==|~=|!=|<=|>=|<|>|\bin\b|\bnot[ \t]+in\b/y;
const connective = /\b(?:and|or)\b/y;
const opening = /\(/y;
const closing = /\)/y;
const end = /$/y;

/** Whether a text is an environment marker by PEP 508, such as `python_version < "3.12" and os_name == 'posix'`. Takes linear time, and no stack. */
export function isMarker(text: string): boolean {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    blanks.lastIndex = at;
    blanks.test(text);
    pattern.lastIndex = blanks.lastIndex;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  let open = 0;
  do {
    while (take(opening)) open++;
    if (!take(operand) || !take(operator) || !take(operand)) return false;
    while (open > 0 && take(closing)) open--;
  } while (take(connective));
  return open === 0 && take(end);
}
