/** What the names of all metrics begin with. */
export const PREFIX = 'sso_admin_waiter_';
