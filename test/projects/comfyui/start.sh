#!/bin/bash
set -a; . /etc/comfyui.env
exec python main.py --listen "$COMFYUI_LISTEN" --port "$COMFYUI_PORT"
