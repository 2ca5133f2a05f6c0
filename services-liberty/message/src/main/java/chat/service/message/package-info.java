/**
 * The message service. A message passes {@link chat.service.message.MessageEndpoint} → {@link
 * chat.service.message.Intake} → {@link chat.service.message.Committer} → {@link
 * chat.service.message.DatabaseMessageStore} → (commit, ack) → {@link chat.service.message.Outbox}
 * → {@link chat.service.push.PushPublisher}. {@link chat.service.message.OutboxRelay} publishes
 * what was left behind. Reading is {@link chat.service.message.History} and {@link
 * chat.service.message.Cursors}.
 */
package chat.service.message;
