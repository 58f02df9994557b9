import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

const impure = [
  [
    "Identifier[name=/^(process|fetch|console|setTimeout|setInterval|Buffer)$/]",
    "core is pure: no I/O, timers or environment.",
  ],
  [
    "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    "core is pure: take `now` as an argument.",
  ],
  [
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "core is pure: take `now` as an argument.",
  ],
  [
    "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    "core is pure: take ids and randomness as arguments.",
  ],
  [":function[async=true]", "core is pure: a core function is never async."],
].map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  { ignores: ["dist", "dist.*", "coverage", "adapters/db/generated"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { jsdoc },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Only main.ts hands process.env to adapters/config.ts.",
        },
      ],
      eqeqeq: "error",
      complexity: ["error", 10],
      "max-depth": ["error", 3],
      "max-params": ["error", 4],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true },
          contexts: ["TSInterfaceDeclaration", "TSTypeAliasDeclaration"],
        },
      ],
      "jsdoc/require-description": ["error", { contexts: ["any"] }],
      "jsdoc/no-types": "error",
      "jsdoc/check-param-names": ["error", { disableMissingParamChecks: true }],
    },
  },
  {
    files: ["core/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", ...impure] },
  },
  {
    files: [
      "*/main.ts",
      "scripts/cham.ts",
      "**/*.test.ts",
      "prisma/seed/main.ts",
      "scripts/*.mjs",
      "*.config.ts",
      "test/**",
    ],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["**/*.test.ts", "test/**", "scripts/fakes/**"],
    rules: {
      "max-lines": "off",
      complexity: "off",
      "no-empty-pattern": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { AbortController: "readonly", fetch: "readonly" } },
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      "jsdoc/require-description": "off",
      // Plain JavaScript: it runs before there is a TypeScript compiler.
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  {
    // Scripts of the pages: they run in browsers, as they are.
    files: ["bot/http/pages/**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        "document location addEventListener matchMedia fetch crypto setTimeout clearTimeout setInterval EventSource XMLHttpRequest FormData URLSearchParams File ResizeObserver"
          .split(" ")
          .map((name) => [name, "readonly"]),
      ),
    },
  },
  prettier,
);
