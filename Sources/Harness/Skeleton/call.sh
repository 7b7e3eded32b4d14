#!/bin/sh
# One call: call URL METHOD PARAMS. Prints the response, which has `result` or `error`.
exec curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' \
    --data "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"$2\", \"params\": $3}" "$1"
