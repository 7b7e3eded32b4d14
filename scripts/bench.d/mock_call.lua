-- What wrk sends: `subtract` as its example pairing shows it, or with any argument after `--`
-- `pet.get`, whose result the mock has to make from its schema.
wrk.method = "POST"
wrk.path = "/"
wrk.headers["Content-Type"] = "application/json"
wrk.body =
  '{"jsonrpc":"2.0","method":"subtract","params":{"minuend":42,"subtrahend":23},"id":1}'

function init(arguments)
  if #arguments > 0 then
    wrk.body = '{"jsonrpc":"2.0","method":"pet.get","params":{"id":7},"id":1}'
  end
  request = function() return wrk.format() end
end
