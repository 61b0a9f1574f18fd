// The library and the page of examples/browser in a real Chromium.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { example, exampleInPython } from "../../examples/browser/example.ts";
import { checkArguments, type Project } from "../../examples/browser/project.ts";
import { buildPage, serve } from "../../examples/browser/serve.mjs";
import { type CheckResult, check, type Files, rules } from "../../src/index.ts";
import { nodeFiles } from "../../src/node.ts";
import { python } from "../../src/python/index.ts";
import { program } from "./program.ts";

const now = new Date("2026-01-01T00:00:00Z");
const canary = "Kanarienvogel-7Q2x";
const library = mkdtempSync(join(tmpdir(), "fal-lint-browser-"));
let browser: Browser;
const servers: Server[] = [];
let pageUrl = "";
let libraryUrl = "";

/** What a page asked for since it was opened, what arrived at a server, and what went wrong in the page. */
let requests: string[] = [];
let arrived: string[] = [];
let errors: string[] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["scripts/build.mjs", library]).status).toBe(0);
  pageUrl = await listen(await buildPage(join(library, "index.js")));
  const shared = readdirSync(join(library, "shared")).map((name) => `shared/${name}`);
  const modules = ["index.js", ...shared].map((name) => [name, readFileSync(join(library, name))] as const);
  libraryUrl = await listen(
    new Map([...modules, ["index.html", Buffer.from('<!doctype html><link rel="icon" href="data:,">')]]),
  );
  browser = await chromium.launch({ executablePath: program("chromium"), chromiumSandbox: false });
});

afterAll(async () => {
  await browser?.close();
  for (const server of servers) server.close();
  rmSync(library, { recursive: true });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function listen(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const server: Server = await serve(files, 0);
  servers.push(server);
  server.on("request", ({ url }) => arrived.push(url ?? ""));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  requests = [];
  arrived = [];
  errors = [];
  context.on("request", (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => errors.push(message.text()));
  await page.clock.setFixedTime(now);
  await page.goto(url);
  return page;
}

const openPage = (options?: BrowserContextOptions) => open(pageUrl, options);

const text = (page: Page, path: string): Locator => page.getByLabel(`Text of ${path}`, { exact: true });

async function paste(page: Page, { main, others, listing }: Project): Promise<void> {
  await page.getByRole("button", { name: "Clear" }).click();
  for (const one of [main, ...others]) await text(page, one.path).fill(one.text);
  await page.getByLabel("Files in the folder").fill(listing ?? "");
  await settled(page);
}

/** The page waits for a pause in what is typed. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(400);
}

const messages = (page: Page) =>
  page.locator("#findings .message").evaluateAll((list) => list.map((item) => item.textContent));
const spoken = (message: string) => message.replaceAll("`", "");

/** What the library finds in a project, and makes of it. */
function checked(project: Project): Pick<CheckResult, "diagnostics" | "manifests"> {
  const results = checkArguments(project, now, python).map((given) => check(...given));
  return {
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
    manifests: results.flatMap(({ manifests }) => manifests),
  };
}

const broken: Project = {
  main: {
    path: "pyproject.toml",
    text: `[tool.fal.apps.server]
exposed_port = "8000"
auth = "private"

[tool.fal.apps.other]
exposed_port = 8000
image = { dockerfile = "Dockerfile", registries."ghcr.io" = { username = "me", password = "${canary}" } }
`,
  },
  others: [{ path: "Dockerfile", text: "FROM ghcr.io/me/base:1\n  COPY src /app/\n" }],
  listing: "12 src/a.txt\n34 src/b.txt\n",
};

const brokenModule: Project = {
  main: {
    path: "app.py",
    text: `import fal
from fal.container import ContainerImage


class Server(fal.App, machine_type="H100"):
    image = ContainerImage.from_dockerfile("Dockerfile")


class Other(fal.App):
    image = ContainerImage.from_dockerfile_str(
        """
        FROM ghcr.io/me/base:1
        COPY src /app/
        """,
        registries={"ghcr.io": {"username": "me", "password": "${canary}"}},
    )
`,
  },
  others: [{ path: "Dockerfile", text: "FROM python\n" }],
  listing: "12 src/a.txt\n34 src/b.txt\n",
};

describe("the page", () => {
  test("finds in what is pasted what the library finds, and compiles it alike", async () => {
    const page = await openPage();
    for (const project of [example, exampleInPython, brokenModule, broken]) {
      await paste(page, project);
      const { diagnostics, manifests } = checked(project);
      expect(diagnostics.length).toBeGreaterThan(2);
      expect(await messages(page)).toEqual(diagnostics.map(({ message }) => spoken(message)));
      expect(JSON.parse(await page.locator("#manifest").inputValue())).toEqual(JSON.parse(JSON.stringify(manifests)));
      const marks = await page.locator(".marks span").count();
      expect(marks).toBe(new Set(diagnostics.map(({ file, range }) => `${file}:${range.start.offset}`)).size);
    }
    expect(await page.getByRole("status").textContent()).toMatch(/^2 apps, 1 image, 1 credential: \d errors/);
    expect(errors).toEqual([]);
  });

  test("asks for nothing once it is there, and could not send anything", async () => {
    const page = await openPage();
    for (const project of [brokenModule, broken]) {
      await paste(page, project);
      for (const details of await page.locator("details").all()) await details.locator("summary").click();
      await page.locator("button.fix").first().click();
    }
    await page.setViewportSize({ width: 360, height: 780 });
    expect(requests).toEqual([pageUrl, `${pageUrl}page.css`, `${pageUrl}page.js`]);
    expect(errors).toEqual([]);

    const tried = await page.evaluate(async (elsewhere) => {
      const image = new Image();
      const loaded = new Promise<string>((resolve) => {
        image.onload = () => resolve("loaded");
        image.onerror = () => resolve("refused");
      });
      image.src = `${elsewhere}a.png`;
      const sent = await fetch(elsewhere).then(
        () => "sent",
        () => "refused",
      );
      const here = await fetch(location.href).then(
        () => "sent",
        () => "refused",
      );
      let socket = "opened";
      try {
        const opened = new WebSocket(elsewhere.replace("http", "ws"));
        await new Promise((resolve) => opened.addEventListener("error", resolve));
        socket = "refused";
      } catch {
        socket = "refused";
      }
      return [await loaded, sent, here, socket, navigator.sendBeacon(location.href, "x")];
    }, libraryUrl);
    expect(tried.slice(0, 4)).toEqual(["refused", "refused", "refused", "refused"]);
    expect(errors.filter((error) => error.includes("Content Security Policy")).length).toBeGreaterThanOrEqual(4);
    expect(arrived).toEqual(["/", "/page.css", "/page.js"]);
  });

  test.each([broken, brokenModule])("holds a secret only where it was pasted: $main.path", async (project) => {
    const page = await openPage();
    await paste(page, project);
    expect(await text(page, project.main.path).inputValue()).toContain(canary);
    for (const details of await page.locator("details").all()) await details.locator("summary").click();
    const [html, said, stored] = await page.evaluate(() => [
      document.documentElement.outerHTML,
      document.body.innerText,
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    ]);
    for (const seen of [html, said, stored, await page.locator("#manifest").inputValue()]) {
      expect(seen).not.toContain(canary.slice(1));
    }
    expect(said).toContain("stands in the file in plain text");
  });

  test.each([broken, brokenModule])("goes to the place of a finding: $main.path", async (project) => {
    const page = await openPage({ viewport: { width: 1000, height: 300 } });
    await paste(page, project);
    const { diagnostics } = checked(project);
    expect(new Set(diagnostics.map(({ file }) => file))).toEqual(new Set([project.main.path, "Dockerfile"]));
    for (const [index, { file, range }] of diagnostics.entries()) {
      await page.locator("#findings > li").nth(index).locator(".jump").first().click();
      const place = text(page, file);
      const selected = await place.evaluate((area) => {
        if (!(area instanceof HTMLTextAreaElement)) throw new Error("no text");
        return [area === document.activeElement, area.selectionStart, area.selectionEnd];
      });
      expect(selected).toEqual([true, range.start.offset, range.end.offset]);
      await expect.poll(() => isInView(page, file, range.start.line)).toBe(true);
    }
  });

  test("makes a fix, which can be undone", async () => {
    const page = await openPage();
    await paste(page, broken);
    const before = await text(page, "Dockerfile").inputValue();
    const item = page.locator("#findings > li", { hasText: "since it is indented" });
    await item.locator("button.fix").click();
    expect(await text(page, "Dockerfile").inputValue()).toBe("FROM ghcr.io/me/base:1\nCOPY src /app/\n");
    expect(await item.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("findings-heading");
    expect(await page.locator("#uploads tbody tr").allTextContents()).toEqual(["src/a.txt12B", "src/b.txt34B"]);
    await text(page, "Dockerfile").focus();
    await page.keyboard.press("Control+z");
    expect(await text(page, "Dockerfile").inputValue()).toBe(before);
  });

  test("makes a fix in a module, which then uploads", async () => {
    const page = await openPage();
    await page.getByRole("button", { name: "Show one in Python" }).click();
    await page.getByRole("button", { name: "Put the string into" }).click();
    expect(await text(page, "app.py").inputValue()).toMatch(/^import textwrap\n.*textwrap\.dedent\(\s*"""/s);
    expect(await page.locator("#uploads h3").allTextContents()).toEqual(["captioner"]);
    expect(await page.locator("#uploads tbody tr").allTextContents()).toEqual([
      "requirements.txt58B",
      "server/__main__.py2,207B",
      "server/model.py640B",
    ]);
    expect(await page.getByRole("status").textContent()).toMatch(/^1 app, 1 image, 1 credential: /);
  });

  test("explains the rule of a finding", async () => {
    const page = await openPage();
    await paste(page, broken);
    const item = page.locator("#findings > li", { hasText: "in plain text" });
    await item.locator("summary").click();
    await item.locator("details ul").waitFor();
    const rule = rules.find(({ id }) => id === "plaintext-password");
    const said = await item.locator("details").innerText();
    expect(said).toContain(`${rule?.summary}.`);
    expect(said).toContain(rule?.good["pyproject.toml"].trim());
    expect(await item.locator("a").count()).toBe(rule?.sources.filter((source) => source.startsWith("https:")).length);
  });

  test("can be used by keyboard alone", async () => {
    const page = await openPage();
    const reached: string[] = [];
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("Tab");
      const { name, outline } = await page.evaluate(() => {
        const element = document.activeElement;
        const shown = element?.closest(".button, .editor") ?? element;
        return {
          name: element?.getAttribute("aria-label") || element?.id || element?.textContent || "",
          outline: shown === null ? "" : getComputedStyle(shown).outlineStyle,
        };
      });
      reached.push(name);
      if (name !== "") expect([name, outline]).toEqual([name, "solid"]);
      if (name === "manifest") break;
    }
    expect(reached.slice(0, 6)).toEqual([
      ...["folder", "example", "python", "clear"],
      ...["Path of the file", "Text of pyproject.toml"],
    ]);
    expect(reached).toEqual(expect.arrayContaining(["Text of Dockerfile", "add", "listing", "manifest"]));
    expect(reached.filter((name) => /^(?:pyproject\.toml|Dockerfile):\d+:\d+$/.test(name)).length).toBeGreaterThan(3);

    await page.locator(".jump").last().focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Text of pyproject.toml",
    );
    const roles = await page.locator("#results").ariaSnapshot();
    for (const role of ['- heading "Findings"', "- status", "- list", "- listitem", "- button"])
      expect(roles).toContain(role);
  });

  test("takes hostile names for nothing but text", async () => {
    const page = await openPage();
    const name = `<img src=x onerror="document.title='forged'"><script>document.title='forged'</script>`;
    await paste(page, {
      main: {
        path: "pyproject.toml",
        text: `[tool.fal.apps.${JSON.stringify(name)}]\nexposed_port = 1\n${JSON.stringify(name)} = 1\nimage = { dockerfile = "Dockerfile" }\n`,
      },
      others: [{ path: "Dockerfile", text: `FROM a:1\n  COPY ${name} /\n` }],
      listing: `${name}\n`,
    });
    expect(await page.locator("#results img, #results script").count()).toBe(0);
    expect(await page.locator("#findings").innerText()).toContain("<img src=x");
    expect(await page.title()).toBe("fal-lint in the browser");
    expect(errors).toEqual([]);
  });

  test("opens a folder", async () => {
    const page = await openPage();
    const folder = "test/projects/uv-workspace";
    await page.locator("#folder").setInputFiles(folder);
    await expect.poll(() => text(page, "pyproject.toml").inputValue()).toContain("uv");
    await settled(page);
    const whole = check(
      { path: "pyproject.toml", bytes: readFileSync(`${folder}/pyproject.toml`) },
      { files: nodeFiles(folder), now },
    );
    const manifests: typeof whole.manifests = JSON.parse(await page.locator("#manifest").inputValue());
    const uploads = (list: typeof whole.manifests) =>
      list.map(({ app, build }) => [app, build.uploads?.map(({ path, size }) => [path, size])]);
    expect(uploads(manifests)).toEqual(uploads(whole.manifests));
    expect(await page.locator("#findings > li").count()).toBe(0);
  });

  test("opens a folder of modules, and leaves out those without an image", async () => {
    const folder = mkdtempSync(join(library, "modules-"));
    writeFileSync(join(folder, "app.py"), brokenModule.main.text);
    writeFileSync(join(folder, "lib.py"), "import fal\n");
    writeFileSync(join(folder, "Dockerfile"), "FROM python\n");
    const page = await openPage();
    await page.locator("#folder").setInputFiles(folder);
    await expect.poll(() => page.getByLabel("Path of the file").count()).toBe(2);
    await settled(page);
    const found = await page.locator("#findings > li > p:first-child .jump").allTextContents();
    expect(found.map((place) => place.replace(/:.*/, ""))).toEqual([
      "Dockerfile",
      ...found.slice(1).map(() => "app.py"),
    ]);
    expect(found.length).toBeGreaterThan(2);
  });

  test("takes another file", async () => {
    const page = await openPage();
    await paste(page, {
      main: {
        path: "pyproject.toml",
        text: '[tool.fal.apps.a]\nexposed_port = 80\nimage = { dockerfile = "a/Dockerfile" }\n',
      },
      others: [],
      listing: null,
    });
    expect(await messages(page)).toHaveLength(1);
    await page.getByRole("button", { name: "Add a file" }).click();
    await page.keyboard.type("a/Dockerfile");
    await text(page, "a/Dockerfile").fill("FROM a:1\nRUN <<E\n");
    await settled(page);
    expect(await page.locator(".jump").first().textContent()).toMatch(/^a\/Dockerfile:2:/);
  });

  const looks: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
    ["in the light", { colorScheme: "light" }],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true }],
  ];

  test.each(looks)("can be read %s", async (_, options) => {
    const page = await openPage(options);
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(width[0]).toBe(width[1]);
    const faint = await page.evaluate(faintTexts);
    expect(faint).toEqual([]);
    const image = await page.screenshot({ fullPage: true });
    expect(image.length).toBeGreaterThan(30_000);
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(back).toBe(options.colorScheme === "dark" ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
  });
});

async function isInView(page: Page, file: string, line: number): Promise<boolean> {
  const box = await text(page, file).boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  // 8 px of padding, and lines of 14 px * 1.4.
  const middle = (box?.y ?? -1e9) + 8 + (line - 0.5) * 19.6;
  return middle > 0 && middle < height;
}

/** Elements whose text stands out less than WCAG 2 AA asks (4.5 to 1), as far as both colours are opaque. */
function faintTexts(): string[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const isClear = (color: string) => channels(color)[3] === 0;
  const faint: string[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    const isBlank = ![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const { color } = getComputedStyle(element);
    if ((isBlank && !(element instanceof HTMLTextAreaElement)) || isClear(color)) continue;
    let behind: HTMLElement | null = element;
    while (behind !== null && isClear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const back = getComputedStyle(behind ?? document.body).backgroundColor;
    const [low = 0, high = 0] = [luminance(color), luminance(back)].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 4.5) faint.push(`${element.tagName} ${element.className}: ${color} on ${back}`);
  }
  return faint;
}

/** What a port was asked, and what it answered. */
function recorded(files: Files, answers: Record<string, unknown>): Files {
  const record =
    <Answer>(method: string, ask: (path: string) => Answer) =>
    (path: string): Answer => {
      const answer = ask(path);
      answers[`${method} ${path}`] = answer;
      return answer;
    };
  return {
    readText: record("readText", files.readText),
    stat: record("stat", files.stat),
    list: record("list", files.list),
    realPath: record("realPath", files.realPath),
    digest: record("digest", files.digest),
  };
}

describe("the library in Chromium", () => {
  // A string, so that nothing rewrites the import.
  const checkThere = `async ({ text, answers, now }) => {
    const { check } = await import("/index.js");
    const files = {};
    for (const method of ["readText", "stat", "list", "realPath", "digest"]) {
      files[method] = (path) => {
        const key = method + " " + path;
        if (!(key in answers)) throw new Error("nobody asked " + key);
        return answers[key];
      };
    }
    return JSON.stringify(check({ path: "pyproject.toml", text }, { files, now: new Date(now) }));
  }`;

  test("gives byte for byte what it gives in Node.js, over every project", async () => {
    const page = await open(libraryUrl);
    const folders = ["examples/broken", "examples/server"].concat(
      readdirSync("test/projects").map((name) => `test/projects/${name}`),
    );
    let diagnostics = 0;
    let manifests = 0;
    for (const folder of folders) {
      const written = readFileSync(`${folder}/pyproject.toml`, "utf8");
      const answers: Record<string, unknown> = {};
      const here = check(
        { path: "pyproject.toml", text: written },
        { files: recorded(nodeFiles(folder), answers), now },
      );
      const given = JSON.stringify({ text: written, answers, now: now.toISOString() });
      expect(await page.evaluate(`(${checkThere})(${given})`)).toBe(JSON.stringify(here));
      diagnostics += here.diagnostics.length;
      manifests += here.manifests.length;
    }
    expect([folders.length > 30, diagnostics > 50, manifests > 50]).toEqual([true, true, true]);
    expect(errors).toEqual([]);
  });
});
