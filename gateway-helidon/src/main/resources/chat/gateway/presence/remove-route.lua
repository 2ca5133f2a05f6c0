-- Removes a user's route to a gateway, if that gateway's present claim has written it.
-- KEYS[1]  the user's routes
-- ARGV[1]  the partition
-- ARGV[2]  the epoch of the claim
-- Returns 1 when removed, 0 when another epoch's route is there, or none.
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  return redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0
