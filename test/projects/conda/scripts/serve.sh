#!/bin/sh
exec python -m folding.server
