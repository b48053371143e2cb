// Adds up the JSON reports of the test runs.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2] ?? '.';

function reportsIn(directory) {
  try {
    return readdirSync(directory).map((name) =>
      JSON.parse(readFileSync(path.join(directory, name), 'utf8')),
    );
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

const reports = reportsIn(folder);
const sum = (member) => reports.reduce((total, report) => total + report[member], 0);
// A file that could not be loaded has failed, but has no failed tests.
const unloaded = reports
  .flatMap((report) => report.testResults)
  .filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;

process.stdout.write(
  `${sum('numPassedTests')} passed, ${sum('numFailedTests') + unloaded} failed\n`,
);
