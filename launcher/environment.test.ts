import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { childEnvironment } from "./environment.mjs";

const node = join("/keel", ".node", "bin", "node");

test("of npm's settings only those that say where packages come from are handed on", () => {
  const env = childEnvironment(
    {
      npm_config_registry: "https://registry.example/",
      NPM_CONFIG_CAFILE: "/etc/ca.pem",
      npm_config_https_proxy: "http://proxy.example",
      npm_config_prefix: "/usr",
      npm_config_omit: "optional",
      npm_config_ignore_scripts: "true",
      HOME: "/home/alice",
    },
    node,
    "/keel",
  );
  expect(Object.keys(env).sort()).toEqual([
    "HOME",
    "NODE",
    "NODE_COMPILE_CACHE",
    "NPM_CONFIG_CAFILE",
    "PATH",
    "npm_config_https_proxy",
    "npm_config_registry",
    "npm_node_execpath",
  ]);
});

test("Node 24 and then the project's own programs come first on PATH, however it is spelt", () => {
  const env = childEnvironment({ Path: "/usr/bin" }, node, "/keel");
  expect(env.PATH?.split(delimiter)).toEqual([
    join("/keel", ".node", "bin"),
    join("/keel", "node_modules", ".bin"),
    "/usr/bin",
  ]);
  expect(env).not.toHaveProperty("Path");
});

test("what Node compiled is kept in the project, unless the user keeps it elsewhere", () => {
  expect(childEnvironment({}, node, "/keel").NODE_COMPILE_CACHE).toBe(
    join("/keel", ".node", "compile-cache"),
  );
  expect(childEnvironment({ NODE_COMPILE_CACHE: "/c" }, node, "/keel").NODE_COMPILE_CACHE).toBe("/c");
});
