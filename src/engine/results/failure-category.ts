/** What kind of trouble a failure reason speaks of, for deciding what to do about it. */
export type FailureCategory =
  | 'not-found'
  | 'access-denied'
  | 'account-unavailable'
  | 'unsupported-policy'
  | 'internal'
  | 'other';

/**
 * Tried in order, so the more telling pattern stands first: the service puts "404" before reasons
 * that are not about anything missing. Reasons as users report them; AWS documents none.
 */
const PATTERNS: readonly (readonly [FailureCategory, RegExp])[] = [
  ['unsupported-policy', /not supported policy|unsupported polic|policy .*not supported/i],
  ['account-unavailable', /takes longer than usual|account .*(?:suspended|closed)/i],
  ['access-denied', /\b403\b|access ?denied|not authorized/i],
  ['not-found', /\b404\b|not found|doesn't exist|does not exist/i],
  ['internal', /internal (?:service|server)|unexpected .*exception|\b5\d\d status/i],
];

/** The category of a failure reason; `other` where none is given or none fits. */
export function categorizeFailure(reason: string | undefined): FailureCategory {
  if (reason === undefined) return 'other';
  return PATTERNS.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other';
}
