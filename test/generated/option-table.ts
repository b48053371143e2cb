import type * as v from 'valibot';

/** An option, as a table shows it. */
export interface OptionRow {
  readonly name: string;
  readonly required: boolean;
  readonly defaultText: string;
  readonly meaning: string;
}

const DEFAULT = /(?: |^)Default:? ((?:[^.`]|`[^`]*`|\.(?=\S))+)\./;

/** @param textOf the description of an option, which ends with its default */
export function rowsOf(
  entries: v.ObjectEntries,
  textOf: (name: string, schema: v.GenericSchema) => string | undefined,
): readonly OptionRow[] {
  return Object.entries(entries).map(([name, schema]) => {
    const text = textOf(name, schema);
    if (text === undefined) throw new Error(`${name} has no description`);
    return {
      name,
      required: schema.type !== 'optional',
      defaultText: DEFAULT.exec(text)?.[1] ?? '',
      meaning: text.replace(DEFAULT, '').trim(),
    };
  });
}

/** A table in Markdown, aligned as the formatter does it. */
export function tableOf(rows: readonly OptionRow[]): string {
  const cells = rows.map(({ name, required, defaultText, meaning }) => [
    `\`${name}\``,
    required ? 'required' : defaultText,
    meaning.replaceAll('|', '\\|'),
  ]);
  const all = [['option', 'default', 'meaning'], ...cells];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(all[0] ?? []), rule, ...cells.map(line)].join('\n');
}

/** The page with its tables replaced: each stands between `<!-- options: name -->` and `<!-- end -->`. */
export function withTables(page: string, tables: ReadonlyMap<string, string>): string {
  return page.replace(
    /(<!-- options: ([\w -]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_match, start: string, name: string, end: string) => {
      const table = tables.get(name);
      if (table === undefined) throw new Error(`there is no table of ${name}`);
      return `${start}\n${table}\n\n${end}`;
    },
  );
}
