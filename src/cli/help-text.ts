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

/** What stands below the options of `watch --help`. */
export const WATCH_EXAMPLES = `
Signals: TERM and INT finish deliveries and end it; a second one ends it at once;
HUP reads --config again.

Exit codes:
  0    ended by a signal
  2    wrong use, also in the config file
  3    cannot start or continue: access, credentials, region, state
  141  nobody reads the output any more
  130  interrupted twice (143: terminated twice)

Examples:
  sso-admin-waiter watch | jq -c 'select(.type == "failed")'
  sso-admin-waiter watch --listen 9464 --webhook https://example.com/hook \\
    --webhook-secret-file /run/secrets/webhook
  sso-admin-waiter watch --config watch.json --since 1h
`;
