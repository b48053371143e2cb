import type {
  DeadLetteredEvent,
  DeadLettersDroppedEvent,
  DeliveredEvent,
  DeliveryFailedEvent,
} from '../watcher-event.js';

/** What happened with a delivery. */
type DeliveryEvent = DeliveredEvent | DeliveryFailedEvent | DeadLetteredEvent;

/** What happens with what is to be delivered. */
export type SinkWorkerEvent = DeliveryEvent | DeadLettersDroppedEvent;

type NewsOf<Each> = Each extends DeliveryEvent
  ? Omit<Each, 'at' | 'sink' | 'eventId' | 'attempts'>
  : never;

/** What happened with a delivery, without what is said of each. */
export type SinkWorkerNews = NewsOf<DeliveryEvent>;
