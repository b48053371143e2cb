/** What stands below the options of `wait --help`. */
export const WAIT_EXAMPLES = `
Exit codes:
  0    all succeeded
  1    at least one failed
  2    wrong use
  3    could not find out: access, credentials, region, unknown id, unreachable
  124  timed out
  130  interrupted (143: terminated, 141: nobody reads the output any more)

Examples:
  aws sso-admin provision-permission-set … | sso-admin-waiter wait -
  sso-admin-waiter wait --kind account-assignment-creation --timeout 5m REQUEST_ID
  sso-admin-waiter wait --all --kind all --output json > outcomes.json
`;

/** What stands below the options of `list --help`. */
export const LIST_EXAMPLES = `
Examples:
  sso-admin-waiter list --status FAILED --details
  sso-admin-waiter list --status IN_PROGRESS --output ndjson | sso-admin-waiter wait -
`;
