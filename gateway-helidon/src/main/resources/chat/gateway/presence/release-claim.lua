-- Gives a partition back, if it is still ours.
-- KEYS[1]  the partition's claim
-- ARGV[1]  our value, gatewayId:epoch
-- Returns 1 when given back, 0 when the claim is somebody else's or gone.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
