import type { Rule } from "./rule.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

export const ecrSecretInCode: Rule = {
  id: "ecr-secret-in-code",
  severity: "info",
  summary: "An Amazon ECR password from a fal secret, in code that could ask for a fresh one",
  why: "An ECR password is dead 12 hours after it was made, and a fal secret keeps what was set, so that every deploy after that fails with `403`. A pyproject.toml can do no better; code can. fal documents a function that asks Amazon for a password with boto3 whenever the module is loaded, which is at each deploy. A hint: whether something renews the secret cannot be seen.",
  sources: [
    "https://fal.ai/docs/documentation/development/private-registries",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
  ],
  bad: {
    "app.py": `import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str(
        "FROM ${host}/server:1.2.0",
        registries={
            "${host}": {"username": "AWS", "password": "$AWS_ECR_PASSWORD"},
        },
    )
`,
  },
  good: {
    "app.py": `import base64

import boto3
import fal
from fal.container import ContainerImage


def get_ecr_token(region: str) -> str:
    client = boto3.client("ecr", region_name=region)
    data = client.get_authorization_token()["authorizationData"][0]
    return base64.b64decode(data["authorizationToken"]).decode().split(":", 1)[1]


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str(
        "FROM ${host}/server:1.2.0",
        registries={
            "${host}": {"username": "AWS", "password": get_ecr_token("us-east-1")},
        },
    )
`,
  },
  since: "0.1.0",
};
