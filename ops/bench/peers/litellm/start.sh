#!/usr/bin/env bash
# As its page on production says: errors only in the log, a master key, one worker a process; the price list is the one it brings.
set -euo pipefail
export LITELLM_MODE=PRODUCTION LITELLM_LOG=ERROR LITELLM_LOCAL_MODEL_COST_MAP=True NO_DOCS=True
{
    echo "model_list:"
    for answer in $ANSWERS; do
        echo "  - model_name: $answer"
        echo "    litellm_params: { model: openai/$answer, api_base: http://127.0.0.1:$UPSTREAM_PORT/$answer/v1, api_key: sk-bench }"
    done
    echo "litellm_settings: { set_verbose: false, json_logs: true, request_timeout: 600, telemetry: false }"
    echo "general_settings: { master_key: sk-bench-master, disable_spend_logs: true }"
} >"$WORK/config.yaml"
exec "$HOME_DIR/venv/bin/litellm" --config "$WORK/config.yaml" --host 127.0.0.1 --port "$PORT" --num_workers 1
