import { lazy } from "../text/lazy.ts";

/** An option of `pip install`, such as `--extra-index-url`, with its value if that is in the same argument. */
export interface PipOption {
  readonly name: string;
  /** Behind `=`, or directly behind a short option. */
  readonly value: string | null;
  /** Whether it wants a value; null for an option that is not known here. */
  readonly takesValue: boolean | null;
  /** Option and value are divided by a blank, which one argument never is: pip knows no such option. */
  readonly blank: boolean;
}

// Of pip, and of uv where it stands in for pip.
const withValue = lazy(() =>
  words(
    `-r --requirement --requirements -c --constraint --constraints -e --editable -i --index-url --extra-index-url --index --default-index
  -f --find-links --trusted-host --allow-insecure-host --no-binary --only-binary --only-binary-package --no-build-package --platform
  --python-platform --python-version --implementation --abi -t --target --prefix --root --src --upgrade-strategy --upgrade-package -P
  --reinstall-package -C --config-settings --config-setting --global-option --install-option --progress-bar --timeout --retries --proxy
  --cert --client-cert --cache-dir --log --group --report --exclude-newer --index-strategy --keyring-provider --prerelease --resolution
  --torch-backend --link-mode --no-build-isolation-package --override --build-constraint -b`,
  ),
);
const withoutValue = lazy(() =>
  words(
    `-U --upgrade --pre --no-deps --no-index --no-cache-dir --no-cache --force-reinstall --ignore-installed -I --no-build-isolation
  --use-pep517 --no-use-pep517 --ignore-requires-python --prefer-binary --require-hashes --no-clean --no-compile --compile -q --quiet -v
  --verbose --user --break-system-packages --no-warn-script-location --no-build --no-sources --reinstall --refresh --system`,
  ),
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Reads an argument that begins with `-` as pip does; null for any other. */
export function parsePipOption(argument: string): PipOption | null {
  const [, name, rest = ""] = /^(--[^\s=]+|-[A-Za-z])(.*)/s.exec(argument) ?? [];
  if (name === undefined) return null;
  const takesValue = withValue().has(name) ? true : withoutValue().has(name) ? false : null;
  const value = rest === "" ? null : rest.replace(/^[\s=]+/, "");
  return { name, value, takesValue, blank: /^\s/.test(rest) };
}
