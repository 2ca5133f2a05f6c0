-- Renews the lease on a user's seat, if it is still the session's; takes it again if it is free.
-- KEYS[1]  the user's seat, as in take-seat.lua
-- ARGV[1]  the session
-- ARGV[2]  the gateway's field
-- ARGV[3]  time to live, milliseconds
-- ARGV[4]  the epoch with which it was taken
-- Returns 1 when it is the session's now, 0 when it is another one's.
local holder = redis.call('HGET', KEYS[1], 'session')
if holder and holder ~= ARGV[1] then
  return 0
end
if not holder then
  redis.call('HSET', KEYS[1], 'session', ARGV[1], 'epoch', ARGV[4])
end
redis.call('HSET', KEYS[1], ARGV[2], '')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
