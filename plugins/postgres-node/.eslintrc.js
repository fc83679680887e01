const config = require('../../eslint-boundaries')(__dirname);

// These files register tests for other packages, which the rules for test
// files report as errors.
const kit = {
  files: ['src/testUtils/**/*.ts'],
  excludedFiles: ['**/*.test.ts'],
  rules: {
    'jest/no-conditional-expect': 'off',
    'jest/no-export': 'off',
    'jest/valid-title': 'off',
    'jest/valid-describe-callback': 'off',
    'jest/no-disabled-tests': 'off',
    'jest/expect-expect': 'off',
  },
};

module.exports = { ...config, overrides: [...(config.overrides ?? []), kit] };
