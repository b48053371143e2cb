/** The text below the options in `wait --help`. */
export const WAIT_EXAMPLES = `
Exit codes:
  0    all succeeded
  1    at least one failed
  2    usage error
  3    status unknown: access, credentials, Region, unknown id, unreachable
  124  timed out
  130  interrupted (143: terminated, 141: the reader of the output has closed it)

Examples:
  aws sso-admin provision-permission-set … | sso-admin-waiter wait -
  sso-admin-waiter wait --kind account-assignment-creation --timeout 5m REQUEST_ID
  sso-admin-waiter wait --all --kind all --output json > outcomes.json
`;

/** The text below the options in `list --help`. */
export const LIST_EXAMPLES = `
Examples:
  sso-admin-waiter list --status FAILED --details
  sso-admin-waiter list --status IN_PROGRESS --output ndjson | sso-admin-waiter wait -
`;

/** The text below the options in `watch --help`. */
export const WATCH_EXAMPLES = `
Signals: SIGTERM and SIGINT finish deliveries and exit; a second one exits at once;
SIGHUP reloads --config.

Exit codes:
  0    ended by a signal
  2    usage error, or an invalid config file
  3    cannot start or continue: access, credentials, Region, state
  141  the reader of the output has closed it
  130  interrupted twice (143: terminated twice)

Examples:
  sso-admin-waiter watch | jq -c 'select(.type == "failed")'
  sso-admin-waiter watch --listen 9464 --webhook https://example.com/hook \\
    --webhook-secret-file /run/secrets/webhook
  sso-admin-waiter watch --config watch.json --since 1h
`;
