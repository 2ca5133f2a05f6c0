/**
 * Events on their way to the gateways: who holds which user is asked of Redis, the records go to
 * Kafka, both on a thread of their own. Everything here is a hint that may be lost; what must
 * arrive stays in the message service's outbox until {@link chat.service.push.PushSink} reports it
 * done.
 */
package chat.service.push;
