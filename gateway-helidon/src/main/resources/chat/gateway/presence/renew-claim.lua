-- Renews the lease on a partition, if it is still ours.
-- KEYS[1]  the partition's claim
-- ARGV[1]  our value, gatewayId:epoch
-- ARGV[2]  time to live, milliseconds
-- Returns 1 when renewed, 0 when the claim is somebody else's or gone.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
