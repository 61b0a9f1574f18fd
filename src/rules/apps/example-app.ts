/** The pyproject.toml of the examples about Dockerfiles. */
export const dockerfileApp = `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`;
