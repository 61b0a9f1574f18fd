// The registries of fal's documentation, once as Python and once as TOML: one manifest.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { python } from "../../src/python/index.ts";
import { memoryFiles } from "../memory-files.ts";
import { checkModule } from "./run.ts";

const documented = {
  "Docker Hub": {
    image: "myuser/image:tag",
    key: "https://index.docker.io/v1/",
    username: "myuser",
    secret: "DOCKERHUB_TOKEN",
  },
  "Google Artifact Registry": {
    image: "us-central1-docker.pkg.dev/my-project/my-repo/image:tag",
    key: "us-central1-docker.pkg.dev",
    username: "_json_key_base64",
    secret: "GOOGLE_AR_JSON_BASE64",
  },
  "Amazon ECR": {
    image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/image:tag",
    key: "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    username: "AWS",
    secret: "AWS_ECR_PASSWORD",
  },
};

const inPython = ({ image, key, username }: (typeof documented)["Docker Hub"], password: string) => `import fal

class MyModel(fal.App):
    machine_type = "GPU-A100"
    image = fal.container.ContainerImage.from_dockerfile_str(
        "FROM ${image}",
        registries={
            "${key}": {
                "username": "${username}",
                "password": ${password},
            },
        },
    )
`;

const inToml = ({ key, username, secret }: (typeof documented)["Docker Hub"]) => `[tool.fal.apps.my-model]
ref = "app.py::MyModel"
machine_type = "GPU-A100"

[tool.fal.apps.my-model.image]
dockerfile = "Dockerfile"

[tool.fal.apps.my-model.image.registries."${key}"]
username = "${username}"
password = "$${secret}"
`;

describe.each(Object.entries(documented))("%s", (_, registry) => {
  test("is the same manifest in both languages", () => {
    const module = checkModule(inPython(registry, `"$${registry.secret}"`));
    const toml = check(
      { path: "pyproject.toml", text: inToml(registry) },
      {
        files: memoryFiles({
          "app.py": "import fal\nclass MyModel(fal.App): ...\n",
          Dockerfile: `FROM ${registry.image}`,
        }),
      },
    );
    expect(module.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    const [fromPython, fromToml] = [module.manifests[0], toml.manifests[0]];
    expect(fromPython).toMatchObject({
      file: "app.py",
      build: { registries: [{ host: expect.any(String), serves: [expect.any(String)] }] },
    });
    expect({ ...fromPython, file: null, digest: null }).toEqual({ ...fromToml, file: null, digest: null });
    expect(fromPython?.build.digest).toBe(fromToml?.build.digest);
  });

  test("with a password that only the code knows, it says so", () => {
    const { diagnostics, manifests } = checkModule(inPython(registry, 'get_token("us-east-1")'));
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.build.registries[0]?.password).toEqual({ dynamic: true });
    expect(manifests[0]?.dynamic).toEqual([`image.registries."${registry.key}".password`]);
  });
});

test("what only the code knows is told in the manifest, wherever it is", () => {
  const text = `import fal
from fal.container import ContainerImage

class App(fal.App):
    machine_type = choose()
    image = ContainerImage.from_dockerfile_str(
        "FROM a:1\\nARG REVISION\\nRUN echo $REVISION\\n",
        build_args={"REVISION": revision(), "OTHER": "1"},
        secrets={"TOKEN": token()},
        registries={"ghcr.io": {"username": user(), "password": "$GHCR"}},
        cmd=command(),
    )
`;
  const { manifests } = checkModule(text);
  expect(manifests[0]).toMatchObject({
    dynamic: [
      "image.build_args.REVISION",
      "image.cmd",
      'image.registries."ghcr.io".username',
      "image.secrets.TOKEN",
      "machine_type",
    ],
    run: { machine_type: null },
    build: {
      build_args: { REVISION: { dynamic: true }, OTHER: "1" },
      secrets: { TOKEN: { dynamic: true } },
      registries: [{ username: { dynamic: true }, password: { fal_secret: "GHCR" } }],
      cmd: { dynamic: true },
    },
  });
  expect(checkModule(text.replace("RUN echo $REVISION", "COPY $REVISION /")).manifests).toEqual([]);
});

test("without the language a module is TOML, and with it a pyproject.toml still is", () => {
  const text = inPython(documented["Docker Hub"], '"$A"');
  expect(check({ path: "app.py", text }).status).toBe("syntax-error");
  expect(
    check({ path: "pyproject.toml", text: inToml(documented["Docker Hub"]) }, { languages: [python] }).apps,
  ).toEqual(["my-model"]);
});
