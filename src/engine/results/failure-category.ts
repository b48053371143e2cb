/** The category of a failure reason, which suggests a remedy. */
export type FailureCategory =
  | 'not-found'
  | 'access-denied'
  | 'account-unavailable'
  | 'unsupported-policy'
  | 'internal'
  | 'other';

/**
 * The first match wins. More specific patterns come first, because AWS also puts "404" before reasons that
 * are not about a missing item. AWS documents no reasons; these are the ones that users report.
 */
const PATTERNS: readonly (readonly [FailureCategory, RegExp])[] = [
  ['unsupported-policy', /not supported policy|unsupported polic|policy .*not supported/i],
  ['account-unavailable', /takes longer than usual|account .*(?:suspended|closed)/i],
  ['access-denied', /\b403\b|access ?denied|not authorized/i],
  ['not-found', /\b404\b|not found|doesn't exist|does not exist/i],
  ['internal', /internal (?:service|server)|unexpected .*exception|\b5\d\d status/i],
];

/** The category of a failure reason; `other` if there is no reason, or no match. */
export function categorizeFailure(reason: string | undefined): FailureCategory {
  if (reason === undefined) return 'other';
  return PATTERNS.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other';
}
