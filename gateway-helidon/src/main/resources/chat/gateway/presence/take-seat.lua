-- Takes a user's only seat for a session: if it is free, or that session's already, or by force.
-- KEYS[1]  the user's seat: session, epoch, and a field for each gateway with connections of it
-- ARGV[1]  the session
-- ARGV[2]  the gateway's field
-- ARGV[3]  time to live, milliseconds
-- ARGV[4]  1 to take it from another session, else 0
-- ARGV[5]  the channel on which gateways hear who was displaced
-- ARGV[6]  the user's id
-- Returns the epoch as text, larger than any earlier one's; '' when the seat is another session's.
local holder = redis.call('HGET', KEYS[1], 'session')
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if holder ~= ARGV[1] then
  if holder and ARGV[4] ~= '1' then
    return ''
  end
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  if epoch and tonumber(epoch) >= now then
    now = tonumber(epoch) + 1
  end
  epoch = string.format('%.0f', now)
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'session', ARGV[1], 'epoch', epoch)
  if holder then
    redis.call('PUBLISH', ARGV[5], ARGV[6] .. ' ' .. epoch .. ' ' .. ARGV[1])
  end
end
redis.call('HSET', KEYS[1], ARGV[2], '')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return epoch
