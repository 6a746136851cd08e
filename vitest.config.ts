import { defineConfig } from "vitest/config";

/** Unit tests sit beside the code; `test/` holds those that cross rooms. */
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", ".node/**", "artifacts/**", "cache/**", "out/**"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
