-- Sends one request after another, each with the next cookie of a file (its path is the first argument after "--",
-- the method the second), and prints what came of them as JSON.
local requests = {}
local at = 0

function init(args)
  for cookie in io.lines(args[1]) do
    -- What a browser says of a request that comes from the site's own page.
    local headers = { ["Cookie"] = cookie, ["Sec-Fetch-Site"] = "same-origin" }
    if args[2] == "POST" then headers["Content-Length"] = "0" end
    requests[#requests + 1] = wrk.format(args[2], nil, headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"bytes":%d,"errors":%d,"p99":%d,"cpuMicroseconds":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(99), os.clock() * 1e6))
end
