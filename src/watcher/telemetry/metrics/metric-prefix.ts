/** The prefix of the names of all metrics. */
export const PREFIX = 'sso_admin_waiter_';
