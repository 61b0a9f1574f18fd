import {
  appKeys,
  type Completed,
  type CompletedCommand,
  completedCommands,
  completedRules,
  optionsWithValue,
} from "./table.ts";

/** The completion script for fish. */
export function fishCompletion(): string {
  const names = completedCommands.map(({ name }) => name);
  return `# Completion of fal-lint in fish. For ~/.config/fish/config.fish: fal-lint completion fish | source
function __fal_lint_apps
  set -l folder (pwd)
  while test -n "$folder"; and not test -f "$folder/pyproject.toml"
    set folder (string replace -r '/[^/]*$' '' -- $folder)
  end
  test -f "$folder/pyproject.toml"; and sed -n ${quoted(appKeys)} "$folder/pyproject.toml"
end

function __fal_lint_rules
  printf '%s\\t%s\\n' \\
${completedRules.map(({ id, summary }) => `    ${id} ${quoted(summary)}`).join(" \\\n")}
end

# The command that has been typed, if any; - if there can be none any more.
function __fal_lint_command
  set -l expects
  for word in (commandline -opc)[2..-1]
    if set -q expects[1]
      set -e expects
      continue
    end
    switch $word
      case ${optionsWithValue.join(" ")}
        set expects 1
      case ${names.join(" ")}
        echo $word
        return
      case '--' '-'
        echo -
        return
      case '-*'
      case '*'
        echo -
        return
    end
  end
end

function __fal_lint_is
  set -l command (__fal_lint_command)
  test "$command" = "$argv[1]"; and return
  test $argv[1] = lint; and test -z "$command" -o "$command" = -
end

${completedCommands.map(({ name, help }) => `complete -c fal-lint -n 'test -z (__fal_lint_command)' -a ${name} -d ${quoted(help)}`).join("\n")}

${completedCommands.flatMap(commandLines).join("\n")}
`;
}

function commandLines({ name, operand, options }: CompletedCommand): string[] {
  const begin = `complete -c fal-lint -n '__fal_lint_is ${name}'`;
  const lines = options.map(({ names, help, label, value }) => {
    const flags = names.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
    return `${begin} ${flags.join(" ")}${label === null ? "" : ` ${argument(value)}`} -d ${quoted(help)}`;
  });
  return operand.kind === "files" ? lines : [...lines, `${begin} ${argument(operand).replace("-x", "-f")}`];
}

function argument(value: Completed): string {
  return value.kind === "words" ? `-x -a ${quoted(value.words.join(" "))}` : requirements[value.kind];
}

const requirements: Readonly<Record<Exclude<Completed["kind"], "words">, string>> = {
  files: "-r -F",
  rule: "-x -a '(__fal_lint_rules)'",
  rules: "-x -a '(__fish_complete_list , __fal_lint_rules)'",
  app: "-x -a '(__fal_lint_apps)'",
  text: "-x",
  nothing: "-x",
};

/** A word in single quotes, where a backslash is an escape. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
