import { appKeys, type Completed, completedCommands, completedRules, optionsWithValue, quoted } from "./table.ts";

/** The completion script for bash, from release 3.2 on, which macOS has. */
export function bashCompletion(): string {
  const names = completedCommands.map(({ name }) => name);
  const rules = completedRules.map(({ id }) => id).join(" ");
  return `# Completion of fal-lint in bash. For ~/.bashrc: eval "$(fal-lint completion bash)"
_fal_lint_apps() {
  local folder=$PWD
  while [[ -n $folder && ! -f $folder/pyproject.toml ]]; do folder=\${folder%/*}; done
  sed -n ${quoted(appKeys)} "$folder/pyproject.toml" 2>/dev/null | sort -u
}

_fal_lint() {
  local IFS=$' \\t\\n' rules=${quoted(rules)}
  local cur=\${COMP_WORDS[COMP_CWORD]} prefix= command= expects= ended= operands=0 files=1 word i
  local -a words=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $expects ]]; then
      # --name=value is three words.
      [[ $word == = ]] || expects=
      continue
    fi
    if [[ ! $ended ]]; then
      case $word in
        --) ended=1; continue ;;
        ${optionsWithValue.join("|")}) expects=$word; continue ;;
        -?*) continue ;;
        ${names.join("|")}) if [[ $operands == 0 && ! $command ]]; then command=$word; continue; fi ;;
      esac
    fi
    operands=$((operands + 1))
  done
  if [[ $expects ]]; then
    [[ $cur != = ]] || cur=
  elif [[ ! $ended && $cur == --*=* ]]; then
    # Unless COMP_WORDBREAKS has lost its equals sign.
    expects=\${cur%%=*} prefix=\${cur%%=*}= cur=\${cur#*=}
  fi

  # Without a reply the shell completes files by itself, whatever their names.
  if [[ $expects ]]; then
    case \${command:-lint}:$expects in
${cases(completedCommands.flatMap(({ name, options }) => options.map((option) => [option.names.map((other) => `${name}:${other}`), option.value])))}
    esac
  elif [[ ! $ended && $cur == -* ]]; then
    files=
    case \${command:-lint} in
${completedCommands.map(({ name, options }) => `      ${name}) words=(${options.flatMap((option) => option.names).join(" ")}) ;;`).join("\n")}
    esac
  else
    case $command in
${cases(completedCommands.map(({ name, operand }) => [[name], operand]))}
    esac
    if [[ ! $command && ! $ended && $operands == 0 && $cur =~ ^[a-z]*$ ]]; then
      words=(${names.join(" ")})
      if compopt -o filenames 2>/dev/null; then
        for word in "$cur"*; do [[ ! -e $word && ! -L $word ]] || COMPREPLY+=("$word"); done
      fi
    fi
  fi
  [[ $files ]] || compopt +o bashdefault +o default 2>/dev/null
  for word in "\${words[@]}"; do [[ $word != "$cur"* ]] || COMPREPLY+=("$prefix$word"); done
}

complete -o bashdefault -o default -F _fal_lint fal-lint
`;
}

type Case = readonly [patterns: readonly string[], offered: Completed];

function cases(all: readonly Case[]): string {
  return all
    .flatMap(([patterns, offered]) =>
      offered.kind === "files" ? [] : `      ${patterns.join("|")}) ${offer(offered)}files= ;;`,
    )
    .join("\n");
}

function offer(offered: Completed): string {
  switch (offered.kind) {
    case "words":
      return `words=(${offered.words.join(" ")}); `;
    case "rule":
      return "words=($rules); ";
    case "rules":
      return "words=($rules); [[ $cur != *,* ]] || { prefix+=${cur%,*},; cur=${cur##*,}; }; ";
    case "app":
      return "words=($(_fal_lint_apps)); ";
    default:
      return "";
  }
}
