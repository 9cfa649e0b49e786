import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: globals.node },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_' }],
      'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // What is evaluated in a browser's page stands in these files, too.
    files: ['lib/driver/{islander,phone}.mjs', 'page/*.mjs', 'bench-page.mjs'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
