import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { pathsFrom } from '../../src/cli/config/config-paths.js';
import { watchFileSchema } from '../../src/cli/config/watch-file.js';

it('is what schemas/watch.schema.json publishes', async () => {
  const { $schema, ...schema } = toJsonSchema(watchFileSchema(pathsFrom('')), {
    typeMode: 'input',
    // Checks that JSON Schema cannot express are left to the command.
    errorMode: 'ignore',
    // Descriptions name the default.
    overrideSchema: ({ jsonSchema: { default: _default, ...rest } }) => rest,
  });
  const published = {
    $schema,
    title: 'Config file of sso-admin-waiter watch',
    description: 'Flags override the file. Relative paths are relative to the file.',
    ...schema,
  };
  await expect(
    `${JSON.stringify(published, undefined, 2)}\n`,
    'The settings have changed. Run: npm run generate',
  ).toMatchFileSnapshot('../../schemas/watch.schema.json');
});
