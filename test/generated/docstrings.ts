import { readFileSync } from 'node:fs';

const SRC = new URL('../../src/', import.meta.url);

/** The docstrings of the members of one constant of a source file, by the member's name. */
export function docstringsOf(path: string, constant: string): ReadonlyMap<string, string> {
  const file = readFileSync(new URL(path, SRC), 'utf8');
  const start = file.indexOf(`const ${constant} = `);
  if (start === -1) throw new Error(`${path} has no ${constant}`);
  const source = file.slice(start, file.indexOf('\n}', start));
  const members = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(\w+)(?::|,\n)/g);
  return new Map([...members].map(([, comment = '', name = '']) => [name, textOf(comment)]));
}

/** The text of a comment, without its stars, tags and line breaks. */
function textOf(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('@'))
    .join(' ')
    .trim();
}
