import { expect, test } from "vitest";
import { withArticle } from "../../src/text/article.ts";

test.each([
  "a Docker Hub access token",
  "a GitHub token",
  "a JSON web token",
  "a Quay token",
  "an AWS key id",
  "an ECR token",
  "an IBM access token",
  "an Oracle token",
  "an NVIDIA API key",
  "an npm token",
  "a Hugging Face token of NVIDIA",
])("%s", (expected) => {
  expect(withArticle(expected.replace(/^an? /, ""))).toBe(expected);
});
