// Uses a folder store in a process of its own: node store-child.mjs try|hold|fill FOLDER [FIRST]
import { writeSync } from 'node:fs';
import { createFolderStore } from '../../../../dist/watcher/store/folder/folder-store.js';

const [mode, folder, first] = process.argv.slice(2);
/** On its way before the next line runs, so that a kill takes nothing back. */
const say = (line) => writeSync(1, `${line}\n`);

const store = createFolderStore(folder);
say('opening');
try {
  await store.open();
  say('open');
} catch (error) {
  say(error.reason);
}
if (mode === 'try') await store.close();
if (mode === 'hold') setInterval(() => {}, 60_000);
if (mode === 'fill') await Promise.all([0, 1, 2, 3].map((lane) => fill(Number(first) + lane)));

/** Writes pairs of entries with rising numbers, and keeps the last 100 pairs. */
async function fill(number) {
  await store.write([
    { type: 'put', key: key('a', number), value: 'x'.repeat(30_000) },
    { type: 'put', key: key('b', number), value: number },
    { type: 'delete', key: key('a', number - 100) },
    { type: 'delete', key: key('b', number - 100) },
  ]);
  say(number);
  return fill(number + 4);
}

function key(side, number) {
  return `${side}/${String(number).padStart(8, '0')}`;
}
