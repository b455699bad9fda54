#!/bin/sh
# Has a test server re-create its databases and waits for it; for machines with curl, openssl and jq,
# and no Node. Needs INSITES_URL and INSITES_REBUILD_SECRET. Explained in docs/guide/databases.md.
set -eu

address="$INSITES_URL/api/v1/platform/rebuild"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The signature of what comes in on stdin.
sign() {
  printf 'sha256='
  openssl dgst -sha256 -hmac "$INSITES_REBUILD_SECRET" -r | cut -d ' ' -f 1
}

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

printf '{"sentAt":"%s","delivery":"%s","fixtures":"%s"}' \
  "$(now)" "$(openssl rand -hex 16)" "${1:-sample-city}" > "$work/order"
curl --silent --show-error --fail-with-body "$address" \
  --header 'Content-Type: application/json' \
  --header "X-Hub-Signature-256: $(sign < "$work/order")" \
  --data-binary "@$work/order" > "$work/answer" || { cat "$work/answer"; exit 1; }
job=$(jq -r .jobId "$work/answer")

state=waiting
while [ "$state" = waiting ] || [ "$state" = running ]; do
  sleep 1
  moment=$(now)
  signature=$(printf 'GET /api/v1/platform/rebuild/%s\n%s' "$job" "$moment" | sign)
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused "$address/$job" \
    --header "X-Insites-Timestamp: $moment" \
    --header "X-Hub-Signature-256: $signature" > "$work/answer" || { cat "$work/answer"; exit 1; }
  state=$(jq -r .state "$work/answer")
  jq -r '"\(.state): \(.step // .title)"' "$work/answer"
done

[ "$state" = done ] || { jq .error "$work/answer"; exit 1; }
