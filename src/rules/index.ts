import { addGitSource } from "./add-git-source.ts";
import { appFilesWithImage } from "./app-files-with-image.ts";
import { badConfiguration } from "./bad-configuration.ts";
import { buildSecretMismatch } from "./build-secret-mismatch.ts";
import { byteOrderMark } from "./byte-order-mark.ts";
import { conflictingKeys } from "./conflicting-keys.ts";
import { copyCommentInContinuation } from "./copy-comment-in-continuation.ts";
import { copyFromAfterFlag } from "./copy-from-after-flag.ts";
import { copyGlob } from "./copy-glob.ts";
import { copyHeredocSource } from "./copy-heredoc-source.ts";
import { copyInHeredoc } from "./copy-in-heredoc.ts";
import { copyIndented } from "./copy-indented.ts";
import { copyOutsideContext } from "./copy-outside-context.ts";
import { copySourceIgnored } from "./copy-source-ignored.ts";
import { copySourceMissing } from "./copy-source-missing.ts";
import { copySymlink } from "./copy-symlink.ts";
import { copyUnparsable } from "./copy-unparsable.ts";
import { copyVariable } from "./copy-variable.ts";
import { dataMount } from "./data-mount.ts";
import { deprecatedKey } from "./deprecated-key.ts";
import { dockerfileEmpty } from "./dockerfile-empty.ts";
import { dockerfileNotFound } from "./dockerfile-not-found.ts";
import { dockerfileStringIndented } from "./dockerfile-string-indented.ts";
import { dockerfileSyntax } from "./dockerfile-syntax.ts";
import { dockerignoreAnyDepth } from "./dockerignore-any-depth.ts";
import { dockerignoreNegation } from "./dockerignore-negation.ts";
import { dockerignoreNotApplied } from "./dockerignore-not-applied.ts";
import { dockerignoreNotRead } from "./dockerignore-not-read.ts";
import { dockerignoreRefused } from "./dockerignore-refused.ts";
import { duplicateDeployName } from "./duplicate-deploy-name.ts";
import { duplicateRegistryKey } from "./duplicate-registry-key.ts";
import { duplicateRequirement } from "./duplicate-requirement.ts";
import { ecrHost } from "./ecr-host.ts";
import { ecrSecretAge } from "./ecr-secret-age.ts";
import { ecrSecretInCode } from "./ecr-secret-in-code.ts";
import { emptyFalTable } from "./empty-fal-table.ts";
import { entryPointFormat } from "./entry-point-format.ts";
import { expiredEcrToken } from "./expired-ecr-token.ts";
import { expiredSuppression } from "./expired-suppression.ts";
import { expiredToken } from "./expired-token.ts";
import { falVersion } from "./fal-version.ts";
import { filesNotChecked } from "./files-not-checked.ts";
import { gpuCountWithoutGpu } from "./gpu-count-without-gpu.ts";
import { healthCheckMethod } from "./health-check-method.ts";
import { healthCheckPath } from "./health-check-path.ts";
import { imageBuilder } from "./image-builder.ts";
import { imageReference } from "./image-reference.ts";
import { impossibleDate } from "./impossible-date.ts";
import { invalidRequirement } from "./invalid-requirement.ts";
import { invalidSecretName } from "./invalid-secret-name.ts";
import { invalidValue } from "./invalid-value.ts";
import { loopbackBind } from "./loopback-bind.ts";
import { looseRegistryKey } from "./loose-registry-key.ts";
import { malformedSuppression } from "./malformed-suppression.ts";
import { metricsPort } from "./metrics-port.ts";
import { missingAuth } from "./missing-auth.ts";
import { missingExposedPort } from "./missing-exposed-port.ts";
import { missingKey } from "./missing-key.ts";
import { missingLocalRequirement } from "./missing-local-requirement.ts";
import { missingRegistry } from "./missing-registry.ts";
import { mountBindContext } from "./mount-bind-context.ts";
import { negativeRetries } from "./negative-retries.ts";
import { notTheProjectRoot } from "./not-the-project-root.ts";
import { notUtf8 } from "./not-utf8.ts";
import { onbuildCopy } from "./onbuild-copy.ts";
import { plaintextPassword } from "./plaintext-password.ts";
import { portMismatch } from "./port-mismatch.ts";
import { publicGpu } from "./public-gpu.ts";
import { pythonVersionMismatch } from "./python-version-mismatch.ts";
import { refNotFound } from "./ref-not-found.ts";
import { refSymbolNotFound } from "./ref-symbol-not-found.ts";
import { registryKey } from "./registry-key.ts";
import { registryPasswordKind } from "./registry-password-kind.ts";
import { registryUsername } from "./registry-username.ts";
import { requirementsNotInstalled } from "./requirements-not-installed.ts";
import { reservedSecret } from "./reserved-secret.ts";
import { retryConflict } from "./retry-conflict.ts";
import type { Rule } from "./rule.ts";
import { scaleBounds } from "./scale-bounds.ts";
import { scaleSettingsIgnored } from "./scale-settings-ignored.ts";
import { secretInDockerfile } from "./secret-in-dockerfile.ts";
import { setInCode } from "./set-in-code.ts";
import { shortLivedToken } from "./short-lived-token.ts";
import { staleBaseline } from "./stale-baseline.ts";
import { suppressionWithoutReason } from "./suppression-without-reason.ts";
import { syntaxError } from "./syntax-error.ts";
import { tokenInConfig } from "./token-in-config.ts";
import { toml11Syntax } from "./toml-1-1-syntax.ts";
import { tooLargeToCheck } from "./too-large-to-check.ts";
import { unaddressableApp } from "./unaddressable-app.ts";
import { undigestedImage } from "./undigested-image.ts";
import { unknownKey } from "./unknown-key.ts";
import { unknownMachineType } from "./unknown-machine-type.ts";
import { unknownRule } from "./unknown-rule.ts";
import { unknownSecret } from "./unknown-secret.ts";
import { unknownStage } from "./unknown-stage.ts";
import { unpinnedImage } from "./unpinned-image.ts";
import { unpinnedRequirement } from "./unpinned-requirement.ts";
import { unresolvedBaseImage } from "./unresolved-base-image.ts";
import { unusedRegistry } from "./unused-registry.ts";
import { unusedSuppression } from "./unused-suppression.ts";
import { uploadNothing } from "./upload-nothing.ts";
import { uploadSecretFile } from "./upload-secret-file.ts";
import { uploadTooLarge } from "./upload-too-large.ts";
import { uploadUnreadable } from "./upload-unreadable.ts";
import { wrongType } from "./wrong-type.ts";

/** Every rule, in the order of the pipeline: reading, schema, app, build, credentials. */
export const rules: readonly Rule[] = [
  notUtf8,
  syntaxError,
  byteOrderMark,
  impossibleDate,
  toml11Syntax,
  badConfiguration,
  unknownKey,
  wrongType,
  invalidValue,
  missingKey,
  conflictingKeys,
  entryPointFormat,
  refNotFound,
  refSymbolNotFound,
  appFilesWithImage,
  setInCode,
  unaddressableApp,
  duplicateDeployName,
  scaleBounds,
  gpuCountWithoutGpu,
  unknownMachineType,
  scaleSettingsIgnored,
  deprecatedKey,
  missingExposedPort,
  portMismatch,
  loopbackBind,
  metricsPort,
  healthCheckPath,
  healthCheckMethod,
  publicGpu,
  missingAuth,
  retryConflict,
  negativeRetries,
  invalidSecretName,
  reservedSecret,
  buildSecretMismatch,
  dataMount,
  filesNotChecked,
  imageBuilder,
  dockerfileNotFound,
  tooLargeToCheck,
  dockerfileEmpty,
  dockerfileSyntax,
  dockerignoreRefused,
  copyFromAfterFlag,
  onbuildCopy,
  copyCommentInContinuation,
  copyOutsideContext,
  uploadTooLarge,
  copyUnparsable,
  dockerfileStringIndented,
  copyIndented,
  copyVariable,
  copyGlob,
  copySymlink,
  copySourceIgnored,
  copySourceMissing,
  addGitSource,
  copyHeredocSource,
  copyInHeredoc,
  mountBindContext,
  dockerignoreNegation,
  dockerignoreAnyDepth,
  dockerignoreNotApplied,
  dockerignoreNotRead,
  uploadNothing,
  uploadUnreadable,
  uploadSecretFile,
  imageReference,
  unresolvedBaseImage,
  unknownStage,
  unpinnedImage,
  undigestedImage,
  secretInDockerfile,
  tokenInConfig,
  plaintextPassword,
  expiredEcrToken,
  expiredToken,
  shortLivedToken,
  registryPasswordKind,
  registryUsername,
  registryKey,
  looseRegistryKey,
  duplicateRegistryKey,
  unusedRegistry,
  missingRegistry,
  ecrHost,
  unknownSecret,
  ecrSecretAge,
  ecrSecretInCode,
  falVersion,
  emptyFalTable,
  notTheProjectRoot,
  invalidRequirement,
  missingLocalRequirement,
  duplicateRequirement,
  requirementsNotInstalled,
  pythonVersionMismatch,
  unpinnedRequirement,
  malformedSuppression,
  suppressionWithoutReason,
  unknownRule,
  expiredSuppression,
  unusedSuppression,
  staleBaseline,
];
