import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

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
    },
  },
  {
    files: ["lib/config/**", "scripts/**", "sandbox/main.ts", "tests/**", "bench/**", "*.config.*", "*.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  { files: ["components/**", "app/**"], ...reactHooks.configs.flat.recommended },
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
