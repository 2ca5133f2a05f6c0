-- A gateway has no connection of a session any more: its seat is free when no other gateway has.
-- KEYS[1]  the user's seat, as in take-seat.lua
-- ARGV[1]  the session
-- ARGV[2]  the gateway's field
-- Returns 1 when the seat is free now, 0 when other gateways, or another session, have it.
if redis.call('HGET', KEYS[1], 'session') ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[1], ARGV[2])
if redis.call('HLEN', KEYS[1]) > 2 then
  return 0
end
return redis.call('DEL', KEYS[1])
