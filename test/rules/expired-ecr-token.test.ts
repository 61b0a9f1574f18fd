import { describe, expect, test } from "vitest";
import { findings, registryApp } from "./run.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const now = 1_780_000_000;

function password(expiration?: number | string): string {
  const inside = { payload: "cGF5bG9hZA==", datakey: "AQEBAHg=", version: "2", type: "DATA_KEY", expiration };
  return Buffer.from(JSON.stringify(inside)).toString("base64");
}
const outer = (inner: string) => Buffer.from(`AWS:${inner}`).toString("base64");

const dead = /The pull will fail: ECR answers 403\.$/;
const later = /From then on the pull will fail\.$/;
const unknown = /does not say when it expires; none lives longer than 12 hours\./;

const cases: readonly (readonly [
  name: string,
  secret: string,
  severity: string | null,
  message: RegExp,
  key?: string,
])[] = [
  ["expired a second ago", password(now - 1), "error", /expired 1 second ago, at 2026-05-28T20:26:39Z\./],
  ["expired on the second", password(now), "error", dead],
  ["expired days ago", password(now - 6 * 86_400), "error", /expired 6 days ago/],
  ["expires in seconds", password(now + 59), "warning", /already expires in 59 seconds/],
  [
    "expires in hours",
    password(now + 5 * 3600),
    "warning",
    /expires in 5 hours, at 2026-05-29T01:26:40Z\. From then on/,
  ],
  ["the whole authorization token, expired", outer(password(now - 60)), "error", dead],
  ["the whole authorization token, alive", outer(password(now + 60)), "warning", later],
  ["AWS: left in front, alive", `AWS:${password(now + 60)}`, "warning", later],
  ["the whole authorization token, without expiration", outer(password()), "warning", unknown],
  ["AWS: left in front, expired", `AWS:${password(now - 60)}`, "error", dead],
  ["no expiration inside", password(), "warning", unknown],
  ["an expiration that is no number", password("soon"), "warning", unknown],
  ["near miss: truncated is of a wrong kind", password(now - 60).slice(0, 60), null, unknown],
  ["at ECR Public", password(now - 60), "error", dead, "public.ecr.aws"],
  ["in China", password(now - 60), "error", dead, "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"],
  ["under a URL", password(now - 60), "error", dead, `https://${host}`],
  ["near miss: the name of a fal secret", "$AWS_ECR_PASSWORD", null, dead],
  ["near miss: another kind of password", "hunter2", null, dead],
  ["near miss: base64 of other JSON", Buffer.from('{"expiration":1}').toString("base64"), null, dead],
  ["near miss: not an ECR host", password(now - 60), null, dead, "ghcr.io"],
];

describe("expired-ecr-token", () => {
  test.each(cases.map(([name, secret, severity, message, key = host]) => ({ name, secret, severity, message, key })))(
    "$name",
    ({ secret, severity, message, key }) => {
      const project = { "pyproject.toml": registryApp(`${host}/app:1`, key, "AWS", secret) };
      const found = findings("expired-ecr-token", project, { now: new Date(now * 1000) });
      expect(found.map((finding) => finding.severity)).toEqual(severity === null ? [] : [severity]);
      for (const finding of found) {
        expect(finding.message).toMatch(message);
        expect(finding.at).toBe(JSON.stringify(secret));
      }
    },
  );

  test("without a time it tells the end and judges nothing", () => {
    const project = { "pyproject.toml": registryApp(`${host}/app:1`, host, "AWS", password(now - 60)) };
    const [found] = findings("expired-ecr-token", project, { now: undefined as never });
    expect([found?.severity, found?.message]).toEqual([
      "warning",
      "This ECR token expires at 2026-05-28T20:25:40Z. From then on the pull will fail.",
    ]);
  });

  test("the help names the region of the host", () => {
    const help = (key: string) =>
      findings("expired-ecr-token", { "pyproject.toml": registryApp(`${key}/a:1`, key, "AWS", password()) })[0]?.help;
    expect(help("123456789012.dkr.ecr.eu-west-3.amazonaws.com")).toContain(
      "ecr get-login-password --region eu-west-3)",
    );
    expect(help("public.ecr.aws")).toContain("ecr-public get-login-password --region us-east-1)");
  });
});
