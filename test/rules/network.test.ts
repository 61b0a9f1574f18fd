// The rules about how requests reach the app: missing-exposed-port, port-mismatch, loopback-bind, metrics-port, health-check-path,
// health-check-method.
import { describe, expect, test } from "vitest";
import { dockerfileApp, type Found, findings, fixed } from "./run.ts";

const json = JSON.stringify;
const brief = (found: readonly Found[]) => found.map(({ severity, at, message }) => [severity, at, message]);

/** An app that pulls its image; `image` is the rest of its `image` table. */
function pulled(image: string, app = "exposed_port = 8000"): Record<string, string> {
  return {
    "pyproject.toml": `[tool.fal.apps.a]\n${app}\n\n[tool.fal.apps.a.image]\nimage = "my-org/app:1"\n${image}\n`,
  };
}

const entryPoint = (rest: string) => ({ "pyproject.toml": `[tool.fal.apps.a]\npython_entry_point = "a:A"\n${rest}\n` });
const withRef = (rest: string, module = "import fal\n\nclass App(fal.App):\n    pass\n") => ({
  "pyproject.toml": `[tool.fal.apps.a]\nref = "app.py::App"\n${rest}\n`,
  "app.py": module,
});

describe("missing-exposed-port", () => {
  test("of an image, with the port that its command gives", () => {
    const found = findings("missing-exposed-port", pulled('cmd = ["serve", "--port", "9000"]', ""));
    expect(found.map(({ severity, at, help }) => [severity, at, help])).toEqual([
      ["warning", "a", "Write the port on which the server listens: `exposed_port = 9000`."],
    ]);
    expect(findings("missing-exposed-port", pulled("", ""))[0]?.help).toContain("`exposed_port = 8000`");
  });

  test("of a Dockerfile", () => {
    const project = {
      "pyproject.toml": '[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n',
      Dockerfile: "FROM a:1\nCMD serve -p 7860\n",
    };
    expect(findings("missing-exposed-port", project)[0]?.help).toContain("`exposed_port = 7860`");
  });

  test("port 0 is none", () => {
    const expected = [["warning", "0", "No server can be reached at port 0."]];
    expect(brief(findings("missing-exposed-port", pulled("", "exposed_port = 0")))).toEqual(expected);
    expect(brief(findings("missing-exposed-port", entryPoint("exposed_port = 0")))).toEqual(expected);
  });

  test.each([pulled(""), entryPoint(""), withRef("")])("%j is in order", (project) => {
    expect(findings("missing-exposed-port", project)).toEqual([]);
  });
});

const certain = (port: number) =>
  `The server listens on port ${port}, but fal sends requests to port 8000: they will not reach it, and its runners will be stopped.`;
const uncertain = (port: number) =>
  `Port ${port} is given here, but fal sends requests to port 8000: if this is the server's port, they will not reach it.`;

describe("port-mismatch in the table", () => {
  test.each([
    ['cmd = ["serve", "--port", "9000"]', "error", '"9000"', certain(9000)],
    ['cmd = ["serve", "--port=9000"]', "error", '"--port=9000"', certain(9000)],
    ['cmd = ["gunicorn", "-b", "0.0.0.0:9000"]', "error", '"0.0.0.0:9000"', certain(9000)],
    ['cmd = ["gunicorn", "--bind=[::]:9000"]', "error", '"--bind=[::]:9000"', certain(9000)],
    ['cmd = ["gunicorn", "--bind", ":9000"]', "error", '":9000"', certain(9000)],
    ['cmd = ["hypercorn", "--bind", "tcp://0.0.0.0:9000"]', "error", '"tcp://0.0.0.0:9000"', certain(9000)],
    ['cmd = ["streamlit", "run", "a.py", "--server.port", "8501"]', "error", '"8501"', certain(8501)],
    ['cmd = ["python", "-m", "http.server", "9000"]', "error", '"9000"', certain(9000)],
    ['cmd = ["python", "manage.py", "runserver", "0.0.0.0:9000"]', "error", '"0.0.0.0:9000"', certain(9000)],
    ['cmd = "serve --port 9000"', "error", '"serve --port 9000"', certain(9000)],
    ['entrypoint = ["serve"]\ncmd = ["--port", "9000"]', "error", '"9000"', certain(9000)],
    ['cmd = ["sh", "-c", "exec serve --port 9000"]', "error", '"exec serve --port 9000"', certain(9000)],
    [
      'cmd = ["sh", "-c", "cd /srv && serve --port 9000"]',
      "warning",
      '"cd /srv && serve --port 9000"',
      uncertain(9000),
    ],
    ['cmd = ["serve", "-p", "9000"]', "warning", '"9000"', uncertain(9000)],
    ['cmd = ["serve", "-p", "1024"]', "warning", '"1024"', uncertain(1024)],
    ['cmd = ["serve", "-p", "80"]', "warning", '"80"', uncertain(80)],
    ['cmd = ["serve", "-p", "443"]', "warning", '"443"', uncertain(443)],
    ['cmd = ["env", "PORT=4", "node", "server.js"]', "warning", '"PORT=4"', uncertain(4)],
    ['cmd = ["serve", "--port", "65535"]', "error", '"65535"', certain(65535)],
    ['cmd = ["sh", "-ec", "exec serve --port 9000"]', "error", '"exec serve --port 9000"', certain(9000)],
    ['cmd = "setup.sh; serve --port 9000"', "warning", '"setup.sh; serve --port 9000"', uncertain(9000)],
    ['entrypoint = ["serve", "--port", "9000"]', "error", '"9000"', certain(9000)],
    ['cmd = ["serve", "-p", "9001", "--port", "9000"]', "warning", '"9000"', uncertain(9000)],
    ['cmd = ["serve", "--server_port=9000"]', "error", '"--server_port=9000"', certain(9000)],
    ['cmd = ["env", "PORT=9000", "node", "server.js"]', "warning", '"PORT=9000"', uncertain(9000)],
    ['cmd = "serve --port 9000 --http-port 9001"', "warning", '"serve --port 9000 --http-port 9001"', uncertain(9000)],
  ])("%s", (image, ...expected) => {
    expect(brief(findings("port-mismatch", pulled(image)))).toEqual([expected]);
  });

  test.each([
    'cmd = ["serve", "--port", "8000"]',
    'cmd = ["serve", "--port", "9000", "--http-port", "8000"]',
    'cmd = ["serve", "--port", "$PORT"]',
    'cmd = ["sh", "-c", "serve --port ${PORT:-9000}"]',
    'cmd = ["gunicorn", "--bind", "unix:/run/app.sock"]',
    'cmd = ["gunicorn", "--bind", "0.0.0.0:$PORT"]',
    'cmd = ["gunicorn", "--bind", "0.0.0.0:$PORT", "-p", "9000"]',
    'cmd = ["serve", "--metrics-port", "9000"]',
    'cmd = ["serve", "-p", "4"]',
    'cmd = ["serve", "-p", "1023"]',
    'cmd = ["serve", "--port", "65536"]',
    'cmd = ["serve", "--port", "9000x"]',
    'cmd = ["serve", "--port", "x9000"]',
    'cmd = ["python", "-m", "http.server", "9000x"]',
    'cmd = ["python", "-m", "http.server", "x9000"]',
    'cmd = ["python", "-m", "http.server"]',
    'cmd = ["gunicorn", "--bind", "x/0.0.0.0:9000"]',
    'cmd = ["gunicorn", "--bind", "0.0.0.0:9000/x"]',
    'cmd = ["gunicorn", "--bind"]',
    'cmd = ["gunicorn", "--bind", "fd://3"]',
    'cmd = ["run", "x--port=9000"]',
    'cmd = ["run", "--exec", "serve --port 9000"]',
    'cmd = ["run", "-cx", "serve --port 9000"]',
    'cmd = ["run", "x-c", "serve --port 9000"]',
    'cmd = ["serve", "-p", "$PORT", "-p", "9000"]',
    'cmd = ["mkdir", "-p", "/srv"]',
    'cmd = ["serve", "--port"]',
    'cmd = ["serve", "--port", "99999"]',
    'cmd = ["serve", "--transport", "9000"]',
    "cmd = []",
    'cmd = "serve \'--port"',
    "",
  ])("%j is in order", (image) => {
    const found = findings("port-mismatch", pulled(image));
    // A port that is none cannot be told from a variable.
    expect(brief(found)).toEqual([]);
  });

  test("points at `exposed_port`, and says both ways out", () => {
    const [found] = findings("port-mismatch", pulled('cmd = ["--port", "9000"]'));
    expect(found?.help).toBe("Write 8000 here, or `exposed_port = 9000`.");
    expect(found?.diagnostic.related.map(({ range }) => range.start.line)).toEqual([2]);
  });

  test("an entry point has a default port, and fal's own server", () => {
    const image = '[tool.fal.apps.a.image]\nimage = "my-org/app:1"\ncmd = ["--port", "9000"]';
    expect(brief(findings("port-mismatch", entryPoint(image)))).toEqual([
      ["warning", '"9000"', uncertain(9000).replace("8000", "8080")],
    ]);
    expect(findings("port-mismatch", entryPoint(image.replace("9000", "8080")))).toEqual([]);
    expect(findings("port-mismatch", withRef(`exposed_port = 8000\n${image}`))).toEqual([]);
  });
});

describe("port-mismatch in the Dockerfile", () => {
  const says = (port: number) => `The image says that it serves on port ${port}, but fal sends requests to port 8000.`;

  test.each([
    ['FROM a:1\nCMD ["serve", "--port", "9000"]\n', "", "error", '"9000"', certain(9000)],
    ["FROM a:1\nCMD serve --port 9000\n", "", "error", "9000", certain(9000)],
    ["FROM a:1\nCMD serve \\\n  --port 9000\n", "", "error", "serve \\\n  --port 9000", certain(9000)],
    ['FROM a:1\nENTRYPOINT ["serve"]\nCMD ["--port=9000"]\n', "", "error", '"--port=9000"', certain(9000)],
    ['FROM a:1\nCMD ["--port=9000"]\nENTRYPOINT ["serve"]\n', "", "error", '"--port=9000"', certain(9000)],
    ['FROM a:1\nENTRYPOINT ["serve", "--port=9000"]\n', 'cmd = ["-v"]', "error", '"--port=9000"', certain(9000)],
    [
      'FROM a:1 AS base\nCMD ["serve", "--port", "9000"]\nFROM base\nCOPY --from=x:1 /a /a\n',
      "",
      "error",
      '"9000"',
      certain(9000),
    ],
    ["FROM a:1\nCMD serve --port 9000\nCMD serve -p 9001\n", "", "warning", "9001", uncertain(9001)],
    ["FROM a:1\nEXPOSE 9000/tcp\n", "", "warning", "9000/tcp", says(9000)],
    ["FROM a:1\nEXPOSE 7000-7999\n", "", "warning", "7000-7999", says(7000)],
    ["FROM a:1\nEXPOSE 8001-9000\n", "", "warning", "8001-9000", says(8001)],
    ["FROM a:1\nEXPOSE 9000 9001\nCMD serve\n", "", "warning", "9000", says(9000)],
    ["FROM a:1 AS base\nEXPOSE 9000\nFROM base\n", "", "warning", "9000", says(9000)],
  ])("%j %s", (dockerfile, image, ...expected) => {
    const found = findings("port-mismatch", dockerfileApp(dockerfile, {}, image));
    expect(brief(found)).toEqual([expected]);
    expect(found[0]?.file).toBe("Dockerfile");
    expect(found[0]?.diagnostic.related.map(({ file, range }) => `${file}:${range.start.line}`)).toEqual([
      "pyproject.toml:2",
      "pyproject.toml:5",
    ]);
  });

  test.each([
    ['FROM a:1\nEXPOSE 9000\nCMD ["serve", "--port", "8000"]\n', ""],
    ["FROM a:1\nEXPOSE 7999-8001 9000\n", ""],
    ["FROM a:1\nEXPOSE 7999-8000\n", ""],
    ["FROM a:1\nEXPOSE 8000-8001\n", ""],
    ["FROM a:1\nEXPOSE x9000\n", ""],
    ["FROM a:1\nEXPOSE 8000/udp 8000\n", ""],
    ["FROM a:1\nEXPOSE 9000/udp\n", ""],
    ["FROM a:1\nARG PORT=9000\nEXPOSE $PORT\n", ""],
    ["FROM a:1\nARG PORT=8000\nEXPOSE 9000 $PORT\n", ""],
    // Replaced, by a command of the table or a later line.
    ['FROM a:1\nCMD ["serve", "--port", "9000"]\n', 'cmd = ["serve"]'],
    ['FROM a:1\nENTRYPOINT ["serve", "--port", "9000"]\n', 'entrypoint = ["serve"]'],
    ['FROM a:1\nCMD ["--port", "9000"]\n', 'entrypoint = ["serve"]'],
    ["FROM a:1\nCMD serve --port 9000\nCMD serve\n", ""],
    ['FROM a:1 AS base\nCMD ["--port", "9000"]\nFROM base\nENTRYPOINT ["serve"]\n', ""],
    // An entrypoint in shell form takes no arguments.
    ['FROM a:1\nENTRYPOINT serve\nCMD ["--port", "9000"]\n', ""],
    ["FROM a:1\nENTRYPOINT serve\n", 'cmd = ["--port", "9000"]'],
    // Another stage, another frontend.
    ["FROM a:1 AS test\nEXPOSE 9000\nCMD serve --port 9000\nFROM a:1\n", ""],
    ["# syntax=example.com/frontend:1\nFROM a:1\nEXPOSE 9000\nCMD serve --port 9000\n", ""],
    ["FROM a:1\nONBUILD CMD serve --port 9000\nHEALTHCHECK CMD curl --port 9000\n", ""],
  ])("%j %s is in order", (dockerfile, image) => {
    expect(findings("port-mismatch", dockerfileApp(dockerfile, {}, image))).toEqual([]);
  });

  test("counts only for a container that serves by itself", () => {
    const project = dockerfileApp("FROM a:1\nEXPOSE 9000\nCMD serve --port 9000\n");
    const toml = String(project["pyproject.toml"]).replace("exposed_port", 'python_entry_point = "a:A"\nexposed_port');
    expect(findings("port-mismatch", { ...project, "pyproject.toml": toml })).toEqual([]);
  });
});

describe("loopback-bind", () => {
  const sure = (host: string) =>
    `On \`${host}\` the server is reached from its own container only: requests from fal will not get through, and its runners will be stopped.`;
  const unsure = (host: string) =>
    `If \`${host}\` is the server's host, it is reached from its own container only: requests from fal will not get through.`;

  const silent = (server: string, variable: string) =>
    `\`${server}\` without \`--host\` listens on \`127.0.0.1\`, unless the image sets \`${variable}\`: only its own container can reach it, and requests from fal will not get through.`;

  test.each([
    ['cmd = ["serve", "--host", "127.0.0.1"]', "error", '"127.0.0.1"', sure("127.0.0.1")],
    ['cmd = ["serve", "--host=localhost"]', "error", '"--host=localhost"', sure("localhost")],
    ['cmd = ["serve", "--host", "127.10.200.30"]', "error", '"127.10.200.30"', sure("127.10.200.30")],
    ['cmd = ["serve", "--host", "::1"]', "error", '"::1"', sure("::1")],
    ['cmd = ["gunicorn", "-b", "127.0.0.1:8000"]', "error", '"127.0.0.1:8000"', sure("127.0.0.1")],
    ['cmd = ["hypercorn", "--bind", "[::1]:8000"]', "error", '"[::1]:8000"', sure("[::1]")],
    ['cmd = ["python", "-m", "http.server", "--bind", "127.0.0.1"]', "error", '"127.0.0.1"', sure("127.0.0.1")],
    ['cmd = ["python", "main.py", "--listen", "127.0.0.1"]', "error", '"127.0.0.1"', sure("127.0.0.1")],
    ['cmd = ["python", "manage.py", "runserver", "localhost:8000"]', "error", '"localhost:8000"', sure("localhost")],
    ['cmd = "serve --server_name 127.0.0.1"', "error", '"serve --server_name 127.0.0.1"', sure("127.0.0.1")],
    ['cmd = ["env", "HOST=localhost", "node", "a.js"]', "warning", '"HOST=localhost"', unsure("localhost")],
    ['cmd = ["uvicorn", "a:app", "--port", "8000"]', "warning", '"uvicorn"', silent("uvicorn", "UVICORN_HOST")],
    ['cmd = ["/venv/bin/uvicorn", "a:app"]', "warning", '"/venv/bin/uvicorn"', silent("uvicorn", "UVICORN_HOST")],
    ['cmd = ["python", "-m", "flask", "run"]', "warning", '"flask"', silent("flask", "FLASK_RUN_HOST")],
    ['cmd = "nginx && serve --host 127.0.0.1"', "warning", '"nginx && serve --host 127.0.0.1"', unsure("127.0.0.1")],
    ['cmd = "nginx; serve --host 127.0.0.1"', "warning", '"nginx; serve --host 127.0.0.1"', unsure("127.0.0.1")],
  ])("%s", (image, ...expected) => {
    expect(brief(findings("loopback-bind", pulled(image)))).toEqual([expected]);
  });

  test.each([
    'cmd = ["serve", "--host", "0.0.0.0"]',
    'cmd = ["serve", "--host", "::"]',
    'cmd = ["serve", "--host", "$HOST"]',
    'cmd = ["serve", "--host", "127.0.0.1", "--listen", "0.0.0.0:8000"]',
    'cmd = ["serve", "--redis-host", "localhost"]',
    'cmd = ["serve", "--database", "postgres://localhost:5432/a"]',
    'cmd = ["gunicorn", "-b", "0.0.0.0:8000"]',
    'cmd = ["serve", "--host", "localhost.example.com"]',
    'cmd = ["serve", "--host", "my-localhost"]',
    'cmd = ["serve", "--host", "127.0.0.1/24"]',
    'cmd = ["serve", "--host", "${HOST:-127.0.0.1}"]',
    'cmd = ["flask", "--host=127.0.0.1x", "run"]',
    'cmd = ["run", "flask"]',
    'cmd = ["uvicorn", "a:app", "--host", "0.0.0.0"]',
    'cmd = ["uvicorn", "a:app", "--uds", "/run/a.sock"]',
    'cmd = ["sh", "-c", "uvicorn a:app $ARGS"]',
    'cmd = ["sh", "-c", "nginx && uvicorn a:app"]',
    'cmd = ["gunicorn", "-k", "uvicorn.workers.UvicornWorker", "a:app"]',
    'cmd = ["flask", "run", "-h", "0.0.0.0"]',
    'cmd = ["flask", "db", "upgrade"]',
    'cmd = ["python", "main.py", "--listen", "--port", "8000"]',
    "",
  ])("%j is in order", (image) => {
    expect(findings("loopback-bind", pulled(image))).toEqual([]);
  });

  test("in the Dockerfile", () => {
    const env = "FROM a:1\nENV UVICORN_HOST=0.0.0.0\nCMD uvicorn a:app\n";
    expect(findings("loopback-bind", dockerfileApp(env))).toEqual([]);
    expect(findings("loopback-bind", dockerfileApp("FROM a:1\nCMD uvicorn a:app\n")).map(({ at }) => at)).toEqual([
      "uvicorn",
    ]);
    expect(findings("loopback-bind", entryPoint('image = { dockerfile = "D", cmd = ["uvicorn", "a:b"] }'))).toEqual([]);
    const found = findings("loopback-bind", dockerfileApp('FROM a:1\nCMD ["serve", "--host", "127.0.0.1"]\n'));
    expect(found.map(({ file, at }) => [file, at])).toEqual([["Dockerfile", '"127.0.0.1"']]);
    expect(found[0]?.diagnostic.related.map(({ range }) => range.start.line)).toEqual([5]);
  });

  test("in the table of an entry point it is uncertain", () => {
    const image = '[tool.fal.apps.a.image]\nimage = "my-org/app:1"\ncmd = ["--host", "127.0.0.1"]';
    expect(findings("loopback-bind", entryPoint(image)).map(({ severity }) => severity)).toEqual(["warning"]);
  });
});

describe("metrics-port", () => {
  const fails = "the second of its two servers will not start";

  test.each([
    [
      withRef("exposed_port = 9000\nmetrics_port = 9000"),
      "error",
      "9000",
      `Port 9000 is also the \`exposed_port\`: ${fails}.`,
    ],
    [withRef("metrics_port = 8080"), "error", "8080", `Port 8080 is also the default \`exposed_port\`: ${fails}.`],
    [withRef("exposed_port = 9090"), "error", "9090", `Port 9090 is also the default \`metrics_port\`: ${fails}.`],
    [
      entryPoint("metrics_port = 8080"),
      "warning",
      "8080",
      `Port 8080 is also the default \`exposed_port\`: if this is a \`fal.App\`, ${fails}.`,
    ],
    [
      pulled("", "exposed_port = 8000\nmetrics_port = 8000"),
      "warning",
      "8000",
      "Port 8000 is also the `exposed_port`: everyone who may call the app can read its metrics.",
    ],
  ])("%j", (project, ...expected) => {
    expect(brief(findings("metrics-port", project))).toEqual([expected]);
  });

  test("points at the other port, if it is written", () => {
    const related = (app: string) =>
      findings("metrics-port", pulled("", app))[0]?.diagnostic.related.map(({ range }) => range.start.line);
    expect(related("exposed_port = 8000\nmetrics_port = 8000")).toEqual([2]);
    const byDefault = findings("metrics-port", withRef("metrics_port = 8080"));
    expect(byDefault[0]?.diagnostic.related).toEqual([]);
  });

  test.each([
    withRef(""),
    withRef("exposed_port = 8000\nmetrics_port = 8001"),
    withRef("exposed_port = 9090", "import fal\n\n@fal.function()\ndef App(): pass\n"),
    entryPoint("metrics_port = 9090"),
    pulled("", "exposed_port = 9090"),
    pulled("", "exposed_port = 8000\nmetrics_port = 9090"),
    pulled("", "metrics_port = 8080"),
    pulled("", "exposed_port = 0\nmetrics_port = 0"),
  ])("%j is in order", (project) => {
    expect(findings("metrics-port", project)).toEqual([]);
  });
});

describe("health-check-path", () => {
  const check = (path: string) => pulled("", `exposed_port = 8000\nhealth_check = { path = ${json(path)} }`);
  const host =
    "The `path` of the health check has a host in it: the check will not find it, and runners will count as unhealthy.";

  test.each([
    ["http://localhost:8000/health", "error", host, "/health"],
    ["HTTPS://example.com", "error", host, "/"],
    ["localhost:8000/health", "error", host, "/health"],
    ["localhost/health", "error", host, "/health"],
    ["0.0.0.0:8000", "error", host, "/"],
    [
      "health",
      "warning",
      "The `path` of the health check does not begin with `/`: the check may never succeed.",
      "/health",
    ],
    [
      "api/health?a=b",
      "warning",
      "The `path` of the health check does not begin with `/`: the check may never succeed.",
      "/api/health?a=b",
    ],
    ["", "warning", "The `path` of the health check is empty: the check may never succeed.", "/"],
  ])("%j", (path, severity, message, meant) => {
    const project = check(path);
    const found = findings("health-check-path", project);
    expect(brief(found)).toEqual([[severity, json(path), message]]);
    expect(found[0]?.diagnostic.fix?.safe).toBe(severity === "warning");
    expect(fixed(String(project["pyproject.toml"]), found)).toBe(check(meant)["pyproject.toml"]);
    expect(findings("health-check-path", check(meant))).toEqual([]);
  });

  test.each(["/", "/health", "/v1/health?deep=1", "/http://x", "/a:8000/b"])("%j is in order", (path) => {
    expect(findings("health-check-path", check(path))).toEqual([]);
  });
});

describe("health-check-method", () => {
  const method = (value: string) => `health_check = { path = "/health", method = ${json(value)} }`;
  const post = "The endpoints of a `fal.App` answer POST only: ";
  const fails = "every GET will fail, and runners will count as unhealthy.";

  test.each([
    [
      pulled("", method("HEAD")),
      "error",
      '"HEAD"',
      "`HEAD` is no method for a health check: fal's client knows GET and POST, and stops.",
    ],
    [
      entryPoint(method("OPTIONS")),
      "error",
      '"OPTIONS"',
      "`OPTIONS` is no method for a health check: fal's client knows GET and POST, and stops.",
    ],
    [withRef(method("GET")), "error", '"GET"', post + fails],
    [withRef(method("get")), "error", '"get"', post + fails],
    [
      withRef(method("GET"), "class App(fal.App): pass\nApp = wrapped(App)\n"),
      "warning",
      '"GET"',
      `${post}if this is one, ${fails}`,
    ],
    [withRef(method("GET"), "from apps import App\n"), "warning", '"GET"', `${post}if this is one, ${fails}`],
    [entryPoint(method("GET")), "warning", '"GET"', `${post}if this is one, ${fails}`],
  ])("%j", (project, ...expected) => {
    expect(brief(findings("health-check-method", project))).toEqual([expected]);
  });

  test.each([
    pulled("", method("GET")),
    pulled("", method("post")),
    pulled("", method("")),
    entryPoint(method("POST")),
    entryPoint('health_check = { path = "/health" }'),
    withRef(method("GET"), "import fal\n\n@fal.function(exposed_port=8000)\ndef App(): pass\n"),
  ])("%j is in order", (project) => {
    expect(findings("health-check-method", project)).toEqual([]);
  });

  test("POST is a safe fix for a `fal.App` only", () => {
    const project = withRef(method("GET"));
    const found = findings("health-check-method", project);
    expect(found[0]?.diagnostic.fix?.safe).toBe(true);
    expect(fixed(project["pyproject.toml"], found)).toBe(withRef(method("POST"))["pyproject.toml"]);
    expect(findings("health-check-method", entryPoint(method("GET")))[0]?.diagnostic.fix?.safe).toBe(false);
  });
});
