import { formatDuration } from '../../../engine/util/format-duration.js';
import { KINDS } from '../../../engine/requests/kinds.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import type { RequestEvent } from '../../request-event.js';

/** A message for an incoming webhook of Slack, or of a compatible service. */
export interface SlackMessage {
  readonly text: string;
  /** Off, so that `*` and `_` in a reason are not formatting. */
  readonly mrkdwn: false;
}

/** Slack truncates long texts. */
const MAX_REASON = 1_000;

/**
 * An event as a Slack message. Text from AWS is escaped, so it can neither mention users nor disguise a link.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackMessageOf(event: RequestEvent): SlackMessage {
  const lines = [headline(event), ...detailsOf(event)];
  return { text: lines.map((line) => escaped(escapeControlChars(line))).join('\n'), mrkdwn: false };
}

function headline(event: RequestEvent): string {
  const { kind, accountId } = event;
  const account = accountId === undefined ? '' : ` in account ${accountId}`;
  const took =
    event.type === 'discovered' || event.durationMs === undefined
      ? ''
      : ` after ${formatDuration(event.durationMs)}`;
  return `${event.status}: ${KINDS[kind].title}${account}${took}`;
}

function detailsOf(event: RequestEvent): string[] {
  const { permissionSetArn, principalType, principalId, requestId } = event;
  const reason = event.type === 'failed' ? (event.failureReason ?? 'none was given') : undefined;
  const principal = [principalType, principalId].filter((part) => part !== undefined).join(' ');
  return [
    ...(reason === undefined ? [] : [`Reason: ${reason.slice(0, MAX_REASON)}`]),
    ...(permissionSetArn === undefined ? [] : [`Permission set: ${permissionSetArn}`]),
    ...(principal === '' ? [] : [`Principal: ${principal}`]),
    `Request: ${requestId}`,
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
