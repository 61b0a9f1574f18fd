import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests against real programs from outside, which `npm test` leaves out: see `test/programs/install`. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: { include: ["test/programs/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
});
