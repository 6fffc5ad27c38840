import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const appModules = {
  patterns: [
    {
      regex: '^\\$app/',
      message: 'Routing belongs to src/routes and src/lib/nav.ts; take it from there.',
    },
  ],
};

export default ts.config(
  {
    ignores: ['build/', '.svelte-kit/', 'node_modules/', 'screenshots/', 'src/lib/api/schema.d.ts'],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Addresses pass through src/lib/nav.ts, which adds the base path.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'No inline styles: a class, or a custom property by `style:--name={value}`.',
        },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    files: ['src/lib/**'],
    ignores: ['src/lib/nav.ts'],
    rules: { 'no-restricted-imports': ['error', appModules] },
  },
  { files: ['tools/**', 'e2e/**'], rules: { 'no-console': 'off' } },
);
