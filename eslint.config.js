import jsdoc from "eslint-plugin-jsdoc";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** How long (in lines of code) and how branched a function may be. */
const functionLimits = (lines, branches) => ({
  "max-lines-per-function": ["error", { max: lines, skipBlankLines: true, skipComments: true }],
  complexity: ["error", branches],
});

// Warnings are errors here: `npm run lint` passes --max-warnings 0.
export default tseslint.config(
  { ignores: [".next/**", ".cache/**", ".data/**", "prisma/generated/**", "next-env.d.ts"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Only lib/config and the start scripts read the environment.",
        },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
          message: "Tests run against the real parts: no module is mocked.",
        },
      ],
    },
  },
  {
    files: ["lib/config/**", "scripts/**", "sandbox/main.ts", "tests/**", "bench/**", "*.config.*", "*.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  { files: ["components/**", "app/**"], ...reactHooks.configs.flat.recommended },
  {
    files: ["lib/**"],
    plugins: { jsdoc },
    rules: {
      ...functionLimits(62, 15),
      "jsdoc/require-jsdoc": ["error", { publicOnly: true, require: { FunctionDeclaration: true } }],
    },
  },
  { files: ["app/**"], rules: functionLimits(40, 10) },
  { files: ["components/**"], rules: functionLimits(130, 30) },
  { files: ["sandbox/**"], rules: functionLimits(170, 40) },
  { files: ["scripts/**"], rules: functionLimits(60, 20) },
  { files: ["bench/**"], rules: functionLimits(80, 30) },
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
