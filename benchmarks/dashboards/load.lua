-- Asks what stands in a file, one request after the other on each connection, and counts what was answered wrongly.
-- Arguments: a file with a body a line, and one with an Authorization a line; nothing is shown where that is empty.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("first", #threads - 1)
end

local function lines_of(path)
  local lines = {}
  for line in io.lines(path) do
    table.insert(lines, line)
  end
  return lines
end

function init(arguments)
  local bodies, shown = lines_of(arguments[1]), lines_of(arguments[2])
  requests, wrong = {}, 0
  for number = 1, math.max(#bodies, #shown) do
    local headers = { ["content-type"] = "application/json" }
    if #shown > 0 then
      headers["authorization"] = shown[(number - 1) % #shown + 1]
    end
    requests[number] = wrk.format("POST", nil, headers, bodies[(number - 1) % #bodies + 1])
  end
  turn = math.floor(first * #requests / 2)
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function response(status, headers, body)
  if status ~= 200 or body:find('"errors":', 1, true) then
    wrong = wrong + 1
  end
end

function done(summary, latency, requests)
  local wrongly = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do
    wrongly = wrongly + thread:get("wrong")
  end
  io.write(string.format("\nmeasured %d %d %d %d %d\n", summary.requests, summary.duration, wrongly,
    latency:percentile(50), latency:percentile(99)))
end
