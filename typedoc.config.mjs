import { Comment, Converter, LiteralType, ReflectionKind } from 'typedoc';

/**
 * `npm run docs` writes the reference of all export paths of package.json to `build/api`. It fails on broken
 * links, on public names without a docstring, and on types that public names refer to but no path exports.
 *
 * @type {Partial<import('typedoc').TypeDocOptions>}
 */
export default {
  name: 'sso-admin-waiter',
  tsconfig: 'tsconfig.build.json',
  out: 'build/api',
  projectDocuments: ['docs/**/*.md'],
  // Locations of sources would need a public repository to link to.
  disableSources: true,
  // Members that errors inherit from Node.
  excludeExternals: true,
  treatWarningsAsErrors: true,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  // Public types are derived from the table of kinds, and show its keys.
  intentionallyNotExported: [
    'engine/requests/kind-table.ts:KIND_TABLE',
    'engine/requests/kind.ts:ListOperation',
    'engine/requests/reading.ts:StatusMember',
    'emulator/operations/operation-names.ts:OperationsOf',
    'emulator/operations/operation-names.ts:Definition',
  ],
  // Conditions of types, which are no members.
  intentionallyNotDocumented: [
    'sso-admin-waiter.Listener.Event.__type.type',
    'sso-admin-waiter.TrackerEventMap.__type.type',
    'sso-admin-waiter.ErrorByCode.__type.code',
    'sso-admin-waiter.ListedKind.__type.list',
    // Their interface describes them: they come from the table of kinds.
    'sso-admin-waiter/emulator.EmulatorQuotas.outstandingAssignments',
    'sso-admin-waiter/emulator.EmulatorQuotas.outstandingProvisionings',
    'sso-admin-waiter/watch.WatcherEventMap.__type.type',
  ],
  // Constructors are not: this package makes its errors.
  requiredToBeDocumented: [
    'Module',
    'Variable',
    'Function',
    'Class',
    'Interface',
    'TypeAlias',
    'Method',
    'Accessor',
    'Property',
  ],
  logLevel: 'Warn',
  plugin: [acceptSchemas, describeDiscriminants],
};

/** A property that can have only one value, such as the `type` of an event, needs no docstring. */
function describeDiscriminants(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (property.hasComment() || !(property.type instanceof LiteralType)) continue;
      const text = `Always \`${property.type.toString()}\`.`;
      property.comment = new Comment([{ kind: 'text', text }]);
    }
  });
}

/** Members of options are declared once, in a schema; the types of valibot refer to the declaration twice. */
function acceptSchemas({ logger }) {
  const warn = logger.warn.bind(logger);
  logger.warn = (text, ...rest) => {
    if (!text.includes('has multiple declarations with a comment')) warn(text, ...rest);
  };
}
