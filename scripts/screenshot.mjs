// Writes docs/playground.webp, the picture of examples/browser in the README. It takes a built library and Chromium.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { buildPage, serve } from "../examples/browser/serve.mjs";

const server = await serve(await buildPage(), 0);
const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: "light" });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator("#findings li").first().waitFor();
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  writeFileSync(fileURLToPath(new URL("../docs/playground.webp", import.meta.url)), Buffer.from(data, "base64"));
} finally {
  await browser.close();
  server.close();
}
