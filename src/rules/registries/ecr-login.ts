import { parseEcrHost } from "../../container/ecr-host.ts";

/** The command that prints a fresh ECR password. ECR Public gives its passwords out in one region only. */
export function ecrLogin(host: string): string {
  const region = parseEcrHost(host)?.region;
  return region === undefined
    ? "aws ecr-public get-login-password --region us-east-1"
    : `aws ecr get-login-password --region ${region}`;
}
