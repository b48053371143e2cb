// @ts-check
import { NONE } from './rows.js';
import { age, duration } from './text.js';

/** @typedef {import('../page-state.js').RequestState} RequestState */
/** @typedef {import('../page-state.js').EndedState} EndedState */
/**
 * @template Row
 * @typedef {import('./rows.js').Column<Row>} Column
 */

/**
 * @param {boolean} several whether there is more than one instance
 * @returns {Column<RequestState>[]}
 */
export function requestColumns(several) {
  /** @type {Column<RequestState>} */
  const instance = { label: 'Instance', cell: (row) => ({ text: row.instance }) };
  return [
    ...(several ? [instance] : []),
    { label: 'Kind', cell: ({ kind }) => ({ text: kind }) },
    { label: 'Account', style: 'code short', cell: ({ account }) => ({ text: account ?? NONE }) },
    {
      label: 'Permission set',
      style: 'code short',
      cell: ({ permissionSet }) => ({ text: permissionSet ?? NONE }),
    },
    { label: 'Principal', style: 'code', cell: ({ principal }) => ({ text: principal ?? NONE }) },
  ];
}

/** @type {Column<RequestState>} */
export const ID_COLUMN = {
  label: 'Request',
  style: 'code',
  cell: ({ requestId }) => ({ text: requestId }),
};

/** @type {Column<EndedState>} */
export const REASON_COLUMN = {
  label: 'Reason',
  style: 'wide',
  cell: ({ category, reason, requestId }) => ({
    badge: category ?? 'other',
    tone: 'bad',
    text: reason ?? '',
    note: requestId,
  }),
};

/** @type {Column<EndedState>} */
export const DURATION_COLUMN = {
  label: 'Duration',
  style: 'number',
  cell: ({ durationMs }) => ({ text: durationMs === undefined ? NONE : duration(durationMs) }),
};

/**
 * @param {number} now
 * @param {number} slowMs
 * @returns {Column<RequestState>}
 */
export function ageColumn(now, slowMs) {
  return {
    label: 'Age',
    style: 'number lead',
    cell: ({ since }) => ({
      text: age(now - since),
      at: since,
      ...(now - since > slowMs ? { badge: 'slow' } : {}),
    }),
  };
}

/**
 * @param {number} now
 * @returns {Column<EndedState>}
 */
export function endColumn(now) {
  return {
    label: 'Ended',
    style: 'number lead',
    cell: ({ since }) => ({ text: `${age(now - since)} ago`, at: since }),
  };
}
