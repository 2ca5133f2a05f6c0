# Prints a process's figures to look at first, from its /metrics. A line that ends with "!" is one that should not be.
function name_of(line) { sub(/[{ ].*/, "", line); return line }
function show(text, value, bad) { printf "  %-44s %12s%s\n", text, value, bad ? " !" : "" }
function sum(text, metric, limit) {
  if (metric in total) show(text, sprintf("%.0f", total[metric]), limit != "" && total[metric] > limit)
}
function share(text, used, most) {
  if (total[most] > 0) show(text, sprintf("%.0f %%", 100 * total[used] / total[most]), total[used] > 0.9 * total[most])
}
# The bound below which 99 of 100 were, since the process began.
function p99(text, metric, limit,    i, bound) {
  if (!((metric "_count") in total) || total[metric "_count"] == 0) return
  for (i = 1; i <= bounds[metric]; i++) {
    bound = bound_at[metric, i]
    if (below[metric, bound] >= 0.99 * total[metric "_count"]) break
  }
  show(text, bound == "+Inf" ? "over 10 s" : "<= " 1000 * bound " ms", bound == "+Inf" || bound > limit)
}
/^#/ { next }
{
  metric = name_of($0)
  value = $NF
  if (metric ~ /_bucket$/) {
    sub(/_bucket$/, "", metric)
    match($0, /le="[^"]*"/)
    bound = substr($0, RSTART + 4, RLENGTH - 5)
    if (!((metric, bound) in below)) bound_at[metric, ++bounds[metric]] = bound
    below[metric, bound] += value
  } else if (value != "NaN") {
    total[metric] += value
  }
}
END {
  sum("users online", "chat_gateway_users_online", "")
  sum("connections", "chat_gateway_sessions", "")
  sum("messages in", "chat_gateway_messages_in_total", "")
  sum("messages acknowledged", "chat_gateway_messages_acked_total", "")
  sum("messages pushed", "chat_gateway_messages_pushed_total", "")
  p99("frame to acknowledgement, 99 of 100", "chat_gateway_send_to_ack_seconds", 0.5)
  p99("frame to push, 99 of 100", "chat_gateway_send_to_push_seconds", 2)
  sum("without an answer", "chat_gateway_unanswered_messages", 1000)
  sum("slow clients cut off", "chat_gateway_send_queue_overflows_total", 100)
  sum("instances ejected", "chat_gateway_instances_ejected", 0)
  sum("calls waiting", "chat_gateway_calls_waiting", 0)
  sum("records behind in Kafka", "chat_gateway_push_lag_records", 500)
  sum("messages written", "chat_messages_accepted_total", "")
  p99("commit, 99 of 100", "chat_commit_time_seconds", 0.2)
  sum("waiting for a commit", "chat_commit_queue_messages", 5000)
  sum("batches not published yet", "chat_outbox_rows", 500)
  share("heap", "memory_usedHeap_bytes", "memory_maxHeap_bytes")
  share("open files", "process_open_fds", "process_max_fds")
}
