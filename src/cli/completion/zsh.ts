import {
  appKeys,
  type Completed,
  type CompletedOption,
  completedCommands,
  completedRules,
  optionsWithValue,
  quoted,
} from "./table.ts";

/** The completion script for zsh: to be evaluated, or put into a folder of `$fpath` as `_fal-lint`. */
export function zshCompletion(): string {
  const names = completedCommands.map(({ name }) => name);
  return `#compdef fal-lint
# Completion of fal-lint in zsh. For ~/.zshrc, after compinit: eval "$(fal-lint completion zsh)"
_fal_lint_apps() {
  local folder=$PWD
  while [[ -n $folder && ! -f $folder/pyproject.toml ]]; do folder=\${folder%/*}; done
  local -a apps=(\${(f)"$(sed -n ${quoted(appKeys)} "$folder/pyproject.toml" 2>/dev/null)"})
  _describe -t apps app apps
}

_fal_lint_rule() {
  local -a rules=(
${lines(6, completedRules, ({ id, summary }) => quoted(`${id}:${summary}`))}
  )
  _describe -t rules rule rules "$@"
}

_fal_lint_rules() {
  _sequence _fal_lint_rule
}

_fal_lint_commands() {
  local -a commands=(
${lines(4, completedCommands, ({ name, help }) => quoted(`${name}:${help}`))}
  )
  _describe -t commands command commands
}

_fal_lint_operand() {
  case $command in
${lines(4, completedCommands, ({ name, operand }) => `${name}) ${operandAction(operand)} ;;`)}
    *) if ((first)); then _alternative 'commands:command:_fal_lint_commands' 'files:path:_files'; else _files; fi ;;
  esac
}

_fal_lint() {
  local command= expects= first=1 word i
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $expects ]]; then
      expects=
      continue
    fi
    case $word in
      ${optionsWithValue.join("|")}) expects=1 ;;
      ${names.join("|")}) command=$word; break ;;
      --|-|[^-]*) first=0; break ;;
    esac
  done
  local -a specs
  case \${command:-lint} in
${lines(4, completedCommands, ({ name, options }) => `${name}) specs=(\n${lines(6, options.flatMap(specs), quoted)}\n    ) ;;`)}
  esac
  _arguments -s -S : $specs '*: :_fal_lint_operand'
}

if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then _fal_lint "$@"; else compdef _fal_lint fal-lint; fi
`;
}

function lines<T>(indentation: number, items: readonly T[], line: (item: T) => string): string {
  return items.map((item) => " ".repeat(indentation) + line(item)).join("\n");
}

/** One for each name of an option, in the words of `_arguments`. What takes a value may be repeated. */
function specs({ names, help, label, value }: CompletedOption): string[] {
  const explanation = `[${help.replaceAll(/[[\]\\]/g, "\\$&")}]`;
  return names.map((name) => {
    if (label === null) return `(${names.join(" ")})${name}${explanation}`;
    return `*${name}${name.startsWith("--") ? "=" : "+"}${explanation}:${label}:${valueAction(value)}`;
  });
}

function valueAction(value: Completed): string {
  return value.kind === "words" ? `(${value.words.join(" ")})` : actions[value.kind];
}

function operandAction(operand: Completed): string {
  return operand.kind === "words" ? `compadd -- ${operand.words.join(" ")}` : actions[operand.kind];
}

const actions: Readonly<Record<Exclude<Completed["kind"], "words">, string>> = {
  files: "_files",
  rule: "_fal_lint_rule",
  rules: "_fal_lint_rules",
  app: "_fal_lint_apps",
  text: " ",
  nothing: "_nothing",
};
