-- Takes a partition, if it is free. Or ours already: then we were not told that we got it.
-- KEYS[1]  the partition's claim
-- ARGV[1]  our value, gatewayId:epoch
-- ARGV[2]  time to live, milliseconds
-- Returns 1 when it is ours now, 0 when the claim is somebody else's.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
